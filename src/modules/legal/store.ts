import type { OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { TermsTexts } from './terms.ts'

/** One publishes at a time, so that numbers have no gap and no text is published twice in a row. */
export async function lockTerms(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('terms_versions'))`.execute(tx.db)
}

export async function insertTerms(tx: Tx, { texts, digest }: { texts: TermsTexts; digest: string }): Promise<void> {
  await sql`
    insert into terms_versions (number, texts, digest, published_at, published_by)
    select coalesce(max(number), 0) + 1, ${JSON.stringify(texts)}::jsonb, ${digest}, ${tx.now()}, ${tx.actor.id} from terms_versions`.execute(
    tx.db,
  )
}

export async function insertOrderTerms(
  tx: Tx,
  orderId: OrderId,
  accepted: { number: number; at: Date },
): Promise<void> {
  await sql`
    insert into order_terms (order_id, terms_number, accepted_at) values (${orderId}, ${accepted.number}, ${accepted.at})
    on conflict (order_id) do nothing`.execute(tx.db)
}
