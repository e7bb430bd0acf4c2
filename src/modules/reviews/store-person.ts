import type { Person } from '#modules/customers'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { notifyPurge } from '#platform/outbox'

export async function forgetReviewers(tx: Tx, { customerIds, emails }: Person): Promise<void> {
  await sql`
    with theirs as (
      update review_invitations i set sent_to = '' from orders o
      where o.id = i.order_id and (o.customer_id = any(${[...customerIds]}::uuid[]) or lower(i.sent_to) = any(${emails}::text[]))
      returning i.order_id)
    update reviews r set author = '–', body = '' from theirs where r.order_id = theirs.order_id`.execute(tx.db)
  await notifyPurge(tx, ['reviews'])
}
