import type { AccountId, ListingId, UnitId, VariantId } from '#kernel/ids'
import type { JsonObject } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { HoldId, ListingFacts, ListingState, OtherReading } from './hold.ts'
import { piecesOf } from './queries.ts'

/** Vendors that know our SKU are asked by it even where our records know of no listing: the light believes no record alone. */
const askedBySku = (cx: Cx): string[] =>
  Object.values(cx.outside.connectors ?? {}).flatMap(({ name, limits }) => (limits.canRepeatCreation ? [name] : []))

const byHand = (cx: Cx): string[] => Object.keys(cx.outside.byHand ?? {})

/**
 * The remote ids of a listing that its lane does not read back: those it had before, the current one while the lane
 * takes it for sold, and '' (ask by SKU) when a creation may have happened without leaving an id.
 */
const othersOf = (cx: Cx) => sql`
  select r.remote_id from listing_remotes r where r.listing_id = l.id and a.channel <> all (${byHand(cx)}::text[])
    and not (r.remote_id is not distinct from l.remote_id and l.state in ('live', 'withdrawn'))
  union select '' where a.channel = any (${askedBySku(cx)}::text[]) and l.remote_id is null and l.sending_fingerprint is not null
    and not exists (select from listing_remotes r where r.listing_id = l.id)`

type FactsRow = Omit<ListingState, 'id' | 'others'> & {
  accountId: AccountId
  variantId: VariantId
  heldAt: Date
  id: ListingId | null
  others: (Omit<OtherReading, 'readAt' | 'nextTryAt'> & { readAt: string | null; nextTryAt: string | null })[]
}

/** For every account and every variant that shows a held copy, what is known of its listing there. */
export async function listingFacts(cx: Cx, holdId: HoldId): Promise<ListingFacts[]> {
  const { rows } = await sql<FactsRow>`
    with shown as (select variant_id, max(held_at) as held_at from (${piecesOf(holdId)}) pieces group by 1)
    select a.id as account_id, s.variant_id, s.held_at, l.id, l.state, l.remote_id, coalesce(l.sent_seq < l.wanted_seq, false) as is_pending,
      l.creating_since is not null as is_creating, (l.sending_fingerprint is not null or l.last_sent_at is not null) as was_ever_sent,
      l.sent_fingerprint is not null as is_known, l.proof -> 'state' as proof, l.proof_at, l.last_sent_at, l.next_try_at, l.last_error,
      coalesce((select jsonb_agg(jsonb_build_object('remoteId', o.remote_id, 'kind', r.state ->> 'kind', 'readAt', r.read_at,
          'message', r.message, 'nextTryAt', r.next_try_at))
        from (${othersOf(cx)}) o left join hold_readings r on r.listing_id = l.id and r.remote_id = o.remote_id), '[]') as others
    from shown s cross join channel_accounts a left join listings l on l.account_id = a.id and l.variant_id = s.variant_id`.execute(
    cx.db,
  )
  return rows.map(({ accountId, variantId, heldAt, id, others, ...listing }) => ({
    accountId,
    variantId,
    heldAt,
    listing: id === null ? undefined : { ...listing, id, others: others.map(readingOf) },
  }))
}

const readingOf = (other: FactsRow['others'][number]): OtherReading => ({
  ...other,
  readAt: other.readAt === null ? null : new Date(other.readAt),
  nextTryAt: other.nextTryAt === null ? null : new Date(other.nextTryAt),
})

export type AccountRow = {
  readonly id: AccountId
  readonly channel: string
  readonly label: string
  readonly failures: number
  readonly blockedUntil: Date | null
  readonly lastError: { readonly message: string } | null
}

export async function accountRows(cx: Cx): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select id, channel, label, failures, blocked_until, last_error from channel_accounts order by label`.execute(cx.db)
  return rows
}

/** What stands (or stood last) of these copies at vendors that can be read back. */
export async function listingsToProve(cx: Cx, unitIds: readonly UnitId[]): Promise<ListingId[]> {
  const { rows } = await sql<{ id: ListingId }>`
    select l.id from listings l join channel_accounts a on a.id = l.account_id
    where l.variant_id = any (variants_of_units(${unitIds}::uuid[])) and l.remote_id is not null
      and a.channel <> all (${byHand(cx)}::text[])
    order by l.id`.execute(cx.db)
  return rows.map(({ id }) => id)
}

export type ToRead = {
  readonly listingId: ListingId
  readonly sku: string
  readonly remoteId: string
  readonly remote: JsonObject
  readonly createdAt: Date
}

const stillHeld = sql`
  select l.id, max(w.held_at) as held_at from hold_units w
  join claims c on c.unit_id = w.unit_id and c.ended_at is null and c.holder = 'hold:' || w.hold_id
  cross join lateral (
    select variant_id from units where id = w.unit_id union select variant_id from lot_units where unit_id = w.unit_id) s
  join listings l on l.variant_id = s.variant_id where w.held_at is not null and w.released_at is null group by 1`

const dueReadings = (cx: Cx) => sql`
  from (${stillHeld}) h join listings l on l.id = h.id join channel_accounts a on a.id = l.account_id
  cross join lateral (${othersOf(cx)}) o left join hold_readings r on r.listing_id = l.id and r.remote_id = o.remote_id
  where l.creating_since is null and (r.read_at is null or r.read_at < h.held_at or r.state ->> 'kind' in ('on-sale', 'settling') or r.message is not null)
    and (r.next_try_at is null or r.next_try_at <= ${cx.now()} or (r.message is null and r.read_at < h.held_at))`

/** Remote ids of held listings that the vendor has not yet shown since they were held. */
export async function listToRead(cx: Cx, accountId: AccountId, limit: number): Promise<ToRead[]> {
  const { rows } = await sql<ToRead>`
    select l.id as listing_id, v.sku, o.remote_id, case when l.remote_id = o.remote_id then l.remote else '{}'::jsonb end as remote, l.created_at
    from (select l.id as due_id, o.remote_id ${dueReadings(cx)} and a.id = ${accountId}) o
    join listings l on l.id = o.due_id join variants v on v.id = l.variant_id order by l.id, o.remote_id limit ${limit}`.execute(
    cx.db,
  )
  return rows
}
