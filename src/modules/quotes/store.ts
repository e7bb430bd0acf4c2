import { randomBytes } from 'node:crypto'
import { newCode, newId, type OrderId } from '#kernel/ids'
import type { Address, Person } from '#modules/customers'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import {
  type PricedLine,
  type QuoteId,
  type QuoteMove,
  type QuoteOffer,
  type QuoteState,
  type QuoteWish,
  quoteMoves,
} from './quote.ts'

const numberCharacters = 6

export async function insertQuote(
  tx: Tx,
  { lines, buyer, ...wish }: QuoteWish,
): Promise<{ quoteId: QuoteId; number: string; accessToken: string }> {
  const quoteId = newId<QuoteId>(tx.now())
  const keys = { number: newCode('D', numberCharacters), accessToken: randomBytes(16).toString('base64url') }
  const row = {
    ...wish,
    ...keys,
    id: quoteId,
    state: 'requested',
    buyer: JSON.stringify(buyer),
    createdAt: tx.now(),
    updatedAt: tx.now(),
  }
  await tx.db.insertInto('quotes').values(row).execute()
  await replaceLines(tx, quoteId, lines)
  await insertQuoteEvent(tx, quoteId, 'requested')
  return { quoteId, ...keys }
}

/** Names and details are those of the catalogue on the day of the offer. */
export async function replaceLines(tx: Tx, quoteId: QuoteId, lines: readonly PricedLine[]): Promise<void> {
  await tx.db.deleteFrom('quoteLines').where('quoteId', '=', quoteId).execute()
  const rows = lines.map((line, position) => ({
    id: newId(tx.now()),
    position,
    variant_id: line.variantId,
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor,
  }))
  await sql`
    insert into quote_lines (id, quote_id, position, variant_id, title, detail, quantity, unit_price_minor)
    select l.id, ${quoteId}, l.position, l.variant_id, concat_ws(' – ', nullif(p.artist, ''), p.title),
      concat_ws(' · ', nullif(p.format, ''), nullif(p.label, ''), p.year::text, nullif(concat_ws('/', v.media_grade, v.sleeve_grade), '')), l.quantity, l.unit_price_minor
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l (id uuid, position smallint, variant_id uuid, quantity int, unit_price_minor int)
    join variants v on v.id = l.variant_id join products p on p.id = v.product_id`.execute(tx.db)
}

export async function saveOffer(
  tx: Tx,
  quoteId: QuoteId,
  { validUntil, deliveryMinor, note }: QuoteOffer,
): Promise<void> {
  await tx.db.updateTable('quotes').set({ validUntil, deliveryMinor, note }).where('id', '=', quoteId).execute()
}

async function insertQuoteEvent(
  tx: Tx,
  quoteId: QuoteId,
  what: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await tx.db
    .insertInto('quoteEvents')
    .values({ quoteId, what, data: JSON.stringify(data), at: tx.now(), actor: tx.actor.id })
    .execute()
}

/** Compare-and-swap on the state, with its event; of an acceptance and a refusal at once one wins. */
export async function moveQuoteRow(
  tx: Tx,
  quoteId: QuoteId,
  move: QuoteMove,
  data: Readonly<Record<string, unknown>> = {},
): Promise<boolean> {
  const { from, to } = quoteMoves[move]
  const { rows } = await sql<{ state: QuoteState }>`
    update quotes set state = ${to}, updated_at = ${tx.now()} where id = ${quoteId} and state = any (${from}::text[]) returning state`.execute(
    tx.db,
  )
  if (rows.length === 0) return false
  await insertQuoteEvent(tx, quoteId, to, data)
  return true
}

export async function setOrder(
  tx: Tx,
  quoteId: QuoteId,
  { orderId, address }: { orderId: OrderId; address: Address },
): Promise<void> {
  await tx.db
    .updateTable('quotes')
    .set({ orderId, address: JSON.stringify(address) })
    .where('id', '=', quoteId)
    .execute()
}

/** Quotes whose last day is over. */
export async function expireQuotes(tx: Tx, today: string): Promise<void> {
  await sql`
    with over as (update quotes set state = 'expired', updated_at = ${tx.now()} where state = 'sent' and valid_until < ${today}::date returning id)
    insert into quote_events (quote_id, what, at, actor) select id, 'expired', ${tx.now()}, ${tx.actor.id} from over`.execute(
    tx.db,
  )
}

export async function eraseQuotes(tx: Tx, { emails }: Person): Promise<void> {
  await sql`update quotes set buyer = '{"name": "–", "email": ""}', address = null, company = '', wish = '', note = '', access_token = gen_random_uuid()::text
    where lower(buyer ->> 'email') = any (${emails}::text[])`.execute(tx.db)
}
