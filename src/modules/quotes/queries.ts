import type { OrderId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Address, Buyer, Person } from '#modules/customers'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { QuoteId, QuoteState } from './quote.ts'

export type QuoteLineView = {
  readonly position: number
  readonly variantId: VariantId
  readonly sku: string
  readonly title: string
  readonly detail: string
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly totalMinor: number
}

export type QuoteView = {
  readonly id: QuoteId
  readonly number: string
  readonly accessToken: string
  readonly state: QuoteState
  readonly company: string
  readonly buyer: Buyer & { readonly email: string }
  readonly address: Address | null
  readonly lang: string
  readonly wish: string
  readonly wantedBy: string | null
  readonly validUntil: string | null
  readonly note: string
  readonly deliveryMinor: number
  readonly itemsMinor: number
  readonly totalMinor: number
  readonly orderId: OrderId | null
  readonly createdAt: Date
  readonly lines: QuoteLineView[]
}

const columns = sql`
  q.id, q.number, q.access_token, q.state, q.company, q.buyer, q.address, q.lang, q.wish, q.wanted_by::text as wanted_by, q.valid_until::text as valid_until,
  q.note, q.delivery_minor, q.order_id, q.created_at, l.items_minor::int, (l.items_minor + q.delivery_minor)::int as total_minor, l.lines
  from quotes q cross join lateral (
    select coalesce(sum(x.quantity * x.unit_price_minor), 0) as items_minor,
      coalesce(jsonb_agg(jsonb_build_object('position', x.position, 'variantId', x.variant_id, 'sku', v.sku, 'title', x.title, 'detail', x.detail, 'quantity', x.quantity,
        'unitPriceMinor', x.unit_price_minor, 'totalMinor', x.quantity * x.unit_price_minor) order by x.position), '[]') as lines
    from quote_lines x join variants v on v.id = x.variant_id where x.quote_id = q.id) l`

/** Refuses `quote.not-found`. */
export async function getQuote(cx: Cx, quoteId: QuoteId): Promise<QuoteView> {
  const { rows } = await sql<QuoteView>`select ${columns} where q.id = ${quoteId}`.execute(cx.db)
  return rows[0] ?? refuse('quote.not-found', { quoteId })
}

/** The buyer's page: whoever has the key may read and answer it. */
export async function findQuote(
  cx: Cx,
  { number, key }: { number: string; key: string },
): Promise<QuoteView | undefined> {
  const { rows } =
    await sql<QuoteView>`select ${columns} where q.number = ${number} and q.access_token = ${key}`.execute(cx.db)
  return rows[0]
}

export async function listQuotes(
  cx: Cx,
  { state, cursor, limit }: { state?: QuoteState | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: QuoteView[]; nextCursor: string | null }> {
  const { rows } = await sql<QuoteView>`
    select ${columns} where (${state ?? null}::text is null or q.state = ${state ?? null}) and (${cursor ?? null}::text is null or q.id::text < ${cursor ?? null})
    order by q.id desc limit ${limit + 1}`.execute(cx.db)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export async function variantsBySku(cx: Cx, skus: readonly string[]): Promise<Map<string, VariantId>> {
  const { rows } = await sql<{
    sku: string
    id: VariantId
  }>`select sku, id from variants where sku = any (${skus}::text[])`.execute(cx.db)
  return new Map(rows.map(({ sku, id }) => [sku, id]))
}

export async function quoteRowsOf(cx: Cx, { emails }: Person) {
  const { rows } = await sql<Record<string, string | number | Date | null>>`
    select number, state, company, buyer, address, wish, wanted_by::text, valid_until::text, note, created_at from quotes
    where lower(buyer ->> 'email') = any (${emails}::text[]) order by id`.execute(cx.db)
  return rows
}
