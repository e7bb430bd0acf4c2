import type { AccountId, Id, ListingId, OrderId, UnitId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { SaleMail } from './sale-mail.ts'

export type SaleMailId = Id<'SaleMail'>
export type SaleMailState = 'matched' | 'unmatched' | 'taken' | 'no-sale' | 'confirmed' | 'dismissed'

/** False when this mail is known already: a mail may be forwarded twice. */
export async function insertSaleMail(
  tx: Tx,
  id: SaleMailId,
  { accountId, mail }: { accountId: AccountId; mail: SaleMail },
): Promise<boolean> {
  const { rows } = await sql`
    insert into sale_mails (id, account_id, message_id, sent_from, subject, body, state, received_at)
    values (${id}, ${accountId}, ${mail.messageId}, ${mail.from}, ${mail.subject}, ${mail.text}, 'no-sale', ${tx.now()})
    on conflict (account_id, message_id) do nothing returning id`.execute(tx.db)
  return rows.length > 0
}

export type MailFinding = {
  readonly state: SaleMailState
  readonly priceMinor: number | null
  readonly listingId: ListingId | null
  readonly unitId: UnitId | null
}

export async function saveFinding(tx: Tx, id: SaleMailId, finding: MailFinding): Promise<void> {
  const { state, priceMinor, listingId, unitId } = finding
  await sql`
    update sale_mails set state = ${state}, price_minor = ${priceMinor}, listing_id = ${listingId}, unit_id = ${unitId}
    where id = ${id}`.execute(tx.db)
}

export async function saveDecision(
  tx: Tx,
  id: SaleMailId,
  {
    state,
    orderId,
    listingId,
  }: { state: 'confirmed' | 'dismissed'; orderId: OrderId | null; listingId: ListingId | null },
): Promise<void> {
  await sql`
    update sale_mails set state = ${state}, order_id = ${orderId}, listing_id = coalesce(${listingId}, listing_id),
      decided_at = ${tx.now()}, decided_by = ${tx.actor.id} where id = ${id}`.execute(tx.db)
}
