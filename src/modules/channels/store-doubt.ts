import type { ListingId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { wakeLanes } from './store.ts'

/**
 * These listings may stand at the vendor without our knowing, e.g. because a creation got no answer: their lane looks them
 * up by SKU before it does anything else with them. A listing whose remote id is known is left alone.
 */
export async function doubtListings(tx: Tx, listingIds: readonly ListingId[]): Promise<void> {
  if (listingIds.length === 0) return
  await sql`
    update listings set creating_since = coalesce(creating_since, ${tx.now()}), wanted_seq = wanted_seq + 1, urgency = 0, attempts = 0,
      sent_fingerprint = null, next_try_at = ${tx.now()}
    where id = any(${listingIds}::uuid[]) and remote_id is null`.execute(tx.db)
  await wakeLanes(tx)
}

/** A listing of the vendor that we did not make is from now on ours for this variant. False when the listing has another already. */
export async function adoptRemote(tx: Tx, listingId: ListingId, remoteId: string): Promise<boolean> {
  const { rows } = await sql`
    with adopted as (
      update listings set remote_id = ${remoteId}, remote = '{}', state = 'live', sent_fingerprint = null, creating_since = null,
        wanted_seq = wanted_seq + 1, urgency = 0, attempts = 0, next_try_at = ${tx.now()}, wanted_at = ${tx.now()}
      where id = ${listingId} and remote_id is null and creating_since is null returning id, account_id)
    insert into listing_remotes (account_id, remote_id, listing_id, first_seen_at)
    select account_id, ${remoteId}, id, ${tx.now()}::timestamptz from adopted
    on conflict (account_id, remote_id) do update set listing_id = excluded.listing_id
    returning listing_id`.execute(tx.db)
  if (rows.length > 0) await wakeLanes(tx)
  return rows.length > 0
}
