import type { AccountId, ListingId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Account, JsonObject, ListingRow } from './listing.ts'

const accountColumns = sql`id, channel, label, seller, state, settings, orders_cursor, breaker, breaker_since, failures, blocked_until, created_at`
const rowColumns = sql`
  l.id, l.variant_id, v.sku, l.wanted_seq, l.urgency, l.state, l.remote_id, l.remote, l.sent_fingerprint, l.sending_fingerprint,
  l.creating_since, l.attempts, l.withheld, l.last_error, l.wanted_at, l.proof`

/** Refuses `channels.account-not-found`. */
export async function getAccount(cx: Cx, accountId: AccountId): Promise<Account> {
  const { rows } = await sql<Account>`select ${accountColumns} from channel_accounts where id = ${accountId}`.execute(
    cx.db,
  )
  return rows[0] ?? refuse('channels.account-not-found', { accountId })
}

export const allAccounts = async (cx: Cx): Promise<Account[]> =>
  (await sql<Account>`select ${accountColumns} from channel_accounts order by created_at`.execute(cx.db)).rows

/** What a lane takes next: the most urgent pending listings whose time has come. Paused accounts only withdraw. */
export async function listPending(cx: Cx, account: Account, limit: number): Promise<ListingRow[]> {
  const urgencyMax = account.state === 'paused' ? 0 : 3
  const { rows } = await sql<ListingRow>`
    select ${rowColumns} from listings l join variants v on v.id = l.variant_id
    where l.account_id = ${account.id} and l.sent_seq < l.wanted_seq and l.urgency <= ${urgencyMax} and l.next_try_at <= ${cx.now()}
    order by l.urgency, l.next_try_at, l.id limit ${limit}`.execute(cx.db)
  return rows
}

/** What waits on a channel kept by hand: ads that stand and must change or go, or ads to post, the dearest first. */
export async function listByHand(
  cx: Cx,
  accountId: AccountId,
  { isStanding, limit }: { isStanding: boolean; limit: number },
): Promise<ListingRow[]> {
  const { rows } = await sql<ListingRow>`
    select ${rowColumns} from listings l join variants v on v.id = l.variant_id left join list_prices lp on lp.variant_id = v.id
    where l.account_id = ${accountId} and l.sent_seq < l.wanted_seq and (l.remote_id is not null) = ${isStanding}
    order by ${isStanding ? sql`l.wanted_at` : sql`lp.price_minor desc nulls last`}, l.id limit ${limit}`.execute(cx.db)
  return rows
}

export async function findListing(
  cx: Cx,
  listingId: ListingId,
): Promise<(ListingRow & { readonly accountId: AccountId }) | undefined> {
  const { rows } = await sql<ListingRow & { accountId: AccountId }>`
    select ${rowColumns}, l.account_id from listings l join variants v on v.id = l.variant_id where l.id = ${listingId}`.execute(
    cx.db,
  )
  return rows[0]
}

/** Creations that got no answer (or are still being worked on by the vendor) and may be asked about now. */
export async function listUnanswered(cx: Cx, accountId: AccountId, limit: number): Promise<ListingRow[]> {
  const { rows } = await sql<ListingRow>`
    select ${rowColumns} from listings l join variants v on v.id = l.variant_id
    where l.account_id = ${accountId} and l.sent_seq < l.wanted_seq and l.creating_since is not null and l.remote_id is null
      and l.next_try_at <= ${cx.now()}
    order by l.id limit ${limit}`.execute(cx.db)
  return rows
}

/** What was sent after its last proof and may be read back now; withdrawals first, because they are the promise. */
export async function listUnproven(
  cx: Cx,
  accountId: AccountId,
  { which, limit }: { which: 'withdrawn' | 'any'; limit: number },
): Promise<ListingRow[]> {
  const states = which === 'withdrawn' ? ['withdrawn'] : ['withdrawn', 'live']
  const { rows } = await sql<ListingRow>`
    select ${rowColumns} from listings l join variants v on v.id = l.variant_id
    where l.account_id = ${accountId} and (l.proof_at is null or l.proof_at < l.last_sent_at) and l.sent_seq = l.wanted_seq
      and l.remote_id is not null and l.state = any(${states}::text[]) and l.last_sent_at is not null
      and (l.prove_at is null or l.prove_at <= ${cx.now()})
    order by (l.state = 'live'), l.last_sent_at limit ${limit}`.execute(cx.db)
  return rows
}

export type Tick = {
  readonly id: AccountId
  readonly channel: string
  readonly settings: JsonObject
  readonly ordersPolledAt: Date | null
  readonly pushedAt: Date | null
  readonly hasWork: boolean
}

/** The accounts that may send now, and whether they have anything to send or to prove. */
export async function ticks(cx: Cx): Promise<Tick[]> {
  const { rows } = await sql<Tick>`
    select a.id, a.channel, a.settings, a.orders_polled_at, a.pushed_at,
      exists (select 1 from listings l where l.account_id = a.id and l.sent_seq < l.wanted_seq and l.next_try_at <= ${cx.now()}
        and l.urgency <= case when a.state = 'paused' then 0 else 3 end)
      or exists (select 1 from listings l where l.account_id = a.id and (l.proof_at is null or l.proof_at < l.last_sent_at)
        and l.sent_seq = l.wanted_seq and l.remote_id is not null and l.state in ('live', 'withdrawn') and l.last_sent_at is not null
        and (l.prove_at is null or l.prove_at <= ${cx.now()}))
      as has_work
    from channel_accounts a where a.breaker <> 'refused' and (a.blocked_until is null or a.blocked_until <= ${cx.now()}) order by a.id`.execute(
    cx.db,
  )
  return rows
}

/** Which of our listings a remote order means, by any remote id a listing ever had, else by SKU. */
export async function findSoldListings(
  cx: Cx,
  accountId: AccountId,
  keys: { remoteIds: readonly string[]; skus: readonly string[] },
): Promise<
  { id: ListingId; variantId: VariantId; sku: string; remoteId: string | null; currentRemoteId: string | null }[]
> {
  const { rows } = await sql<{
    id: ListingId
    variantId: VariantId
    sku: string
    remoteId: string | null
    currentRemoteId: string | null
  }>`
    select l.id, l.variant_id, v.sku, r.remote_id, l.remote_id as current_remote_id
    from listings l join variants v on v.id = l.variant_id
    left join listing_remotes r on r.listing_id = l.id and r.account_id = l.account_id and r.remote_id = any(${keys.remoteIds}::text[])
    where l.account_id = ${accountId} and (r.remote_id is not null or v.sku = any(${keys.skus}::text[]))`.execute(cx.db)
  return rows
}
