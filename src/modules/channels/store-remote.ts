import type { ListingId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { wakeLanes } from './store.ts'

/**
 * What other modules find out about where a listing stands. `in doubt`: it may stand there without our knowing, e.g.
 * because a creation got no answer; its lane looks it up by SKU before it does anything else with it. `remoteId`: this
 * listing of the vendor is ours from now on. False when the listing has a remote id already (or is being created).
 */
export const noteRemote = (tx: Tx, listingId: ListingId, news: 'in doubt' | { remoteId: string }): Promise<boolean> =>
  news === 'in doubt' ? doubtListing(tx, listingId) : adoptRemote(tx, listingId, news.remoteId)

async function doubtListing(tx: Tx, listingId: ListingId): Promise<boolean> {
  const { rows } = await sql`
    update listings set creating_since = coalesce(creating_since, ${tx.now()}), wanted_seq = wanted_seq + 1, urgency = 0, attempts = 0,
      sent_fingerprint = null, next_try_at = ${tx.now()}
    where id = ${listingId} and remote_id is null returning id`.execute(tx.db)
  if (rows.length > 0) await wakeLanes(tx)
  return rows.length > 0
}

async function adoptRemote(tx: Tx, listingId: ListingId, remoteId: string): Promise<boolean> {
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
