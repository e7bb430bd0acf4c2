import type { AccountId, ListingId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { RemoteListing, RemoteState } from './connector.ts'
import type { Exchange } from './exchange.ts'
import type { JsonObject, ListingError, ListingRow, ListingState } from './listing.ts'
import { type Urgency, urgencies, withdrawnPrint } from './plan.ts'

/**
 * The dispatcher bumps many listings for many events in one transaction, a lane records many answers in another: one
 * lock instead of many rows in two orders rules a deadlock between them out. Both transactions are short.
 */
const oneWriterOfMany = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('channels.listings'))`.execute(tx.db)

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)

/**
 * Something changed that channels may have to show: every account's listing of these variants becomes pending, missing
 * listings are added, and sleeping lanes are woken. Already pending listings keep the more urgent of both reasons.
 * `since` is when the change happened, not when we hear of it: the time until the vendor knows is measured from there.
 */
export async function bumpListings(
  tx: Tx,
  variantIds: readonly VariantId[],
  { urgency, since }: { urgency: Urgency; since: Date },
): Promise<void> {
  if (variantIds.length === 0) return
  await oneWriterOfMany(tx)
  const now = tx.now()
  const isPending = sql`listings.sent_seq < listings.wanted_seq`
  const reason = sql`(case when listings.remote_id is null and listings.creating_since is null then 1 else ${urgency}::smallint end)`
  // a variant may be named twice, and one statement may not update a row twice
  const ids = [...new Set(variantIds)]
  await sql`
    insert into listings (id, account_id, variant_id, urgency, next_try_at, wanted_at, created_at)
    select gen_random_uuid(), a.id, v.id, 1, ${now}, ${since}, ${now}
    from unnest(${ids}::uuid[]) w (id) join variants v on v.id = w.id cross join channel_accounts a
    order by v.id, a.id
    on conflict (account_id, variant_id) do update set
      wanted_seq = listings.wanted_seq + 1,
      urgency = case when ${isPending} then least(listings.urgency, ${reason}) else ${reason} end,
      wanted_at = case when ${isPending} and listings.urgency <= ${reason} then least(listings.wanted_at, ${since}::timestamptz) else ${since}::timestamptz end,
      next_try_at = case when ${isPending} and listings.state = 'sold' then greatest(listings.next_try_at, ${now}) else ${now} end`.execute(
    tx.db,
  )
  await wakeLanes(tx)
}

/** Every variant the shop has gets a listing on a new account. */
export async function addListings(tx: Tx, accountId: AccountId): Promise<void> {
  await sql`
    insert into listings (id, account_id, variant_id, urgency, next_try_at, wanted_at, created_at)
    select gen_random_uuid(), ${accountId}, v.id, 1, ${tx.now()}, ${tx.now()}, ${tx.now()} from variants v
    on conflict (account_id, variant_id) do nothing`.execute(tx.db)
  await wakeLanes(tx)
}

export const wakeLanes = (tx: Tx) => sql`select pg_notify('etal_lanes', '')`.execute(tx.db)

/** Written before anything is sent: from here on, until an answer, nobody may assume what the vendor shows. */
export async function markSending(
  tx: Tx,
  rows: readonly { id: ListingId; fingerprint: string; isCreation: boolean }[],
): Promise<void> {
  await oneWriterOfMany(tx)
  await sql`
    update listings l set sent_fingerprint = null, sending_fingerprint = o.fingerprint,
      creating_since = case when o."isCreation" then ${tx.now()}::timestamptz else l.creating_since end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) o (id uuid, fingerprint text, "isCreation" boolean)
    where l.id = o.id`.execute(tx.db)
}

/** What became of one listing in a lane's round; `isSettled` means that the wish numbered `seq` is fulfilled. */
export type Outcome = {
  readonly id: ListingId
  readonly seq: number
  readonly isSettled: boolean
  readonly state: ListingState
  readonly remote: RemoteListing | undefined
  /** The remote listing that the lane spoke about. */
  readonly askedAbout: string | null
  readonly sentFingerprint: string | null
  readonly creatingSince: Date | null
  readonly attempts: number
  readonly nextTryAt: Date
  readonly withheld: string | null
  readonly lastError: ListingError | null
  readonly wasSent: boolean
  /** The vendor's operation whose turn has not come. */
  readonly waitsFor: string | null
  /** What was said about it and answered, when something was. */
  readonly exchange?: Exchange | undefined
  readonly event: { readonly what: string; readonly data: JsonObject } | undefined
  /** The connector's memory of a listing that has no remote id (yet). */
  readonly memory?: JsonObject
  /** A remote id that is over but that an order will still name. */
  readonly remembersId?: string
}

/** A request whose answer was lost may still arrive; what is read back before that proves nothing. */
const strayMs = 20_000

/**
 * Records answers. Compare-and-swap on the wish: a newer wanted_seq stays pending, an older answer never moves sent_seq
 * back. A newer wish also keeps its own urgency and time of next try. A remote listing that was found sold while the vendor
 * was asked about it stays over, whatever the vendor answered.
 */
export async function saveOutcomes(tx: Tx, accountId: AccountId, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  await oneWriterOfMany(tx)
  const rows = outcomes.toSorted(byId).map(({ remote, event, memory, remembersId, ...rest }) => ({
    ...rest,
    remoteId: remote?.id ?? null,
    remote: remote?.data ?? memory ?? {},
  }))
  const isOver = sql`(l.state = 'sold' and l.remote_id is null and coalesce(o."askedAbout" = o."remoteId", false))`
  await sql`
    update listings l set
      sent_seq = case when o."isSettled" and not ${isOver} then greatest(l.sent_seq, o.seq) else l.sent_seq end,
      state = case when ${isOver} then l.state else o.state end,
      remote_id = case when ${isOver} then null else o."remoteId" end,
      remote = case when ${isOver} then l.remote else o.remote end,
      sent_fingerprint = case when ${isOver} then null else o."sentFingerprint" end,
      creating_since = o."creatingSince", attempts = o.attempts, withheld = o.withheld, last_error = o."lastError",
      next_try_at = case when l.wanted_seq > o.seq then l.next_try_at else o."nextTryAt" end,
      last_sent_at = case when o."wasSent" then ${tx.now()}::timestamptz else l.last_sent_at end,
      proof_at = case when o."wasSent" then null else l.proof_at end, prove_at = case when l.last_error ->> 'code' = 'outage' and o."wasSent"
        then greatest(l.prove_at, (l.last_error ->> 'at')::timestamptz + make_interval(secs => ${strayMs / 1000})) else l.prove_at end,
      waits_for = o."waitsFor", last_exchange = coalesce(o.exchange, l.last_exchange)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) o (id uuid, seq bigint, "isSettled" boolean, state text, "remoteId" text,
      "askedAbout" text, remote jsonb, "sentFingerprint" text, "creatingSince" timestamptz, attempts integer, "nextTryAt" timestamptz, withheld text,
      "lastError" jsonb, "wasSent" boolean, "waitsFor" text, exchange jsonb)
    where l.id = o.id`.execute(tx.db)
  await rememberRemotes(tx, accountId, outcomes)
  await insertEvents(
    tx,
    outcomes.flatMap(({ id, seq, event }) => (event ? [{ listingId: id, seq, ...event }] : [])),
  )
}

async function rememberRemotes(tx: Tx, accountId: AccountId, outcomes: readonly Outcome[]): Promise<void> {
  const known = outcomes.flatMap(({ id, remote, remembersId }) => {
    const remoteId = remote?.id ?? remembersId
    return remoteId === undefined ? [] : [{ id, remoteId }]
  })
  if (known.length === 0) return
  await sql`
    insert into listing_remotes (account_id, remote_id, listing_id, first_seen_at)
    select ${accountId}::uuid, o."remoteId", o.id, ${tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) o (id uuid, "remoteId" text)
    on conflict (account_id, remote_id) do nothing`.execute(tx.db)
}

export type NewListingEvent = { listingId: ListingId; seq: number | null; what: string; data: JsonObject }

async function insertEvents(tx: Tx, events: readonly NewListingEvent[]): Promise<void> {
  if (events.length === 0) return
  await sql`
    insert into listing_events (listing_id, seq, what, data, at)
    select o."listingId", o.seq, o.what, o.data, ${tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) o ("listingId" uuid, seq bigint, what text, data jsonb)`.execute(
    tx.db,
  )
}

/** A reason found to be less urgent than announced steps back, so that it cannot stand in a withdrawal's way. */
export async function demote(tx: Tx, rows: readonly { id: ListingId; seq: number; urgency: Urgency }[]): Promise<void> {
  if (rows.length === 0) return
  await oneWriterOfMany(tx)
  await sql`
    update listings l set urgency = o.urgency
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) o (id uuid, seq bigint, urgency smallint)
    where l.id = o.id and l.wanted_seq = o.seq`.execute(tx.db)
}

export type Proof = {
  readonly id: ListingId
  readonly seq: number
  readonly state: RemoteState
  /** How often in a row the vendor showed something else than it was told. */
  readonly differs: number
  readonly isToBeSentAgain: boolean
  /** Not read back before, nor sent again. */
  readonly notBefore?: Date | undefined
  /** How often in a row the vendor was still working on it. */
  readonly looks?: number
  /** Shown as sold since then, though no order was heard of. */
  readonly soldSince?: string
  /** Not for sale there although it should be: withdrawn once more before it is put on sale, so that both sides agree. */
  readonly isUndone?: boolean
  readonly exchange?: Exchange | undefined
}

/**
 * What the vendor showed. While it is still working, or the order of a sale is not heard of, nothing is proven. A withdrawn listing that still stands is the most
 * urgent thing there is; it keeps the time of its claim.
 */
export async function saveProofs(tx: Tx, proofs: readonly Proof[]): Promise<void> {
  if (proofs.length === 0) return
  await oneWriterOfMany(tx)
  const isOpen = sql`(o.state ->> 'kind' = 'settling' or o."soldSince" is not null)`
  const isStanding = sql`l.state = 'withdrawn'`
  await sql`
    update listings l set proof = jsonb_build_object('state', o.state, 'differs', o.differs, 'looks', coalesce(o.looks, 0), 'soldSince', o."soldSince"),
      proof_at = case when ${isOpen} then l.proof_at else ${tx.now()}::timestamptz end,
      prove_at = o."notBefore",
      wanted_seq = l.wanted_seq + case when o."isToBeSentAgain" then 1 else 0 end,
      sent_fingerprint = case when o."isToBeSentAgain" then null else l.sent_fingerprint end,
      sending_fingerprint = case when o."isToBeSentAgain" and o."isUndone" then ${withdrawnPrint('held')} else l.sending_fingerprint end,
      urgency = case when not o."isToBeSentAgain" then l.urgency when ${isStanding} then 0 else 1 end,
      wanted_at = case when o."isToBeSentAgain" and not ${isStanding} then ${tx.now()} else l.wanted_at end,
      next_try_at = case when o."isToBeSentAgain" then coalesce(o."notBefore", ${tx.now()}) else l.next_try_at end,
      last_error = case when o."isToBeSentAgain" and o.differs > 1 and ${isStanding}
        then jsonb_build_object('code', 'still-on-sale', 'message', o.differs::text, 'at', ${tx.now().toISOString()}::text) else l.last_error end,
      last_exchange = coalesce(o.exchange, l.last_exchange)
    from jsonb_to_recordset(${JSON.stringify(proofs)}::jsonb) o (id uuid, seq bigint, state jsonb, differs integer, "isToBeSentAgain" boolean,
      "notBefore" timestamptz, looks integer, "soldSince" text, "isUndone" boolean, exchange jsonb)
    where l.id = o.id and l.wanted_seq = o.seq`.execute(tx.db)
}

/** The vendor may not be asked about these now. */
export async function postponeProofs(tx: Tx, listingIds: readonly ListingId[], until: Date): Promise<void> {
  await oneWriterOfMany(tx)
  await sql`update listings set prove_at = ${until} where id = any(${listingIds}::uuid[])`.execute(tx.db)
}

/** The vendor is back: what failed meanwhile need not wait for its pause to end. */
export async function retryAllNow(tx: Tx, accountId: AccountId): Promise<void> {
  await oneWriterOfMany(tx)
  await sql`
    update listings set attempts = 0, next_try_at = ${tx.now()}
    where account_id = ${accountId} and sent_seq < wanted_seq and attempts > 0 and state <> 'sold'`.execute(tx.db)
  await wakeLanes(tx)
}

/**
 * What the vendor showed of these listings is no longer believed: lanes read them back, withdrawn ones before anything is
 * published. A listing without a remote id has nothing to read back.
 */
export async function requestProof(tx: Tx, listingIds: readonly ListingId[]): Promise<void> {
  if (listingIds.length === 0) return
  await oneWriterOfMany(tx)
  await sql`update listings set proof = null, proof_at = null, prove_at = null where id = any(${listingIds}::uuid[])`.execute(
    tx.db,
  )
  await wakeLanes(tx)
}

/** The vendor sold it: that remote listing is over, whatever we thought of it. */
export async function markListingSold(tx: Tx, row: Pick<ListingRow, 'id'>, isEnded: boolean): Promise<void> {
  await oneWriterOfMany(tx)
  await sql`
    update listings set state = 'sold', proof = null,
      remote_id = case when ${isEnded} then null else remote_id end,
      remote = case when ${isEnded} then '{}'::jsonb else remote end,
      sent_fingerprint = null, creating_since = null
    where id = ${row.id}`.execute(tx.db)
  await insertEvents(tx, [{ listingId: row.id, seq: null, what: 'sold-there', data: {} }])
}

/**
 * Says everything again: what the vendor shows is no longer believed. With the urgency of a withdrawal the listing is taken
 * down first, whatever is wanted: then also a number of pieces that the vendor raised by itself is told anew.
 */
export async function resendListings(tx: Tx, listingIds: readonly ListingId[], urgency: Urgency): Promise<void> {
  if (listingIds.length === 0) return
  await oneWriterOfMany(tx)
  await sql`
    update listings set wanted_seq = wanted_seq + 1, urgency = least(urgency, ${urgency}::smallint), attempts = 0, sent_fingerprint = null,
      sending_fingerprint = case when ${urgency} = ${urgencies.withdraw} then ${withdrawnPrint('held')} else sending_fingerprint end,
      next_try_at = ${tx.now()}, wanted_at = case when sent_seq < wanted_seq then wanted_at else ${tx.now()} end
    where id = any(${listingIds}::uuid[])`.execute(tx.db)
  await wakeLanes(tx)
}

/** Tries again now, whatever happened before. False when there is no such listing. */
export async function bumpOne(tx: Tx, listingId: ListingId): Promise<boolean> {
  const bumped = await sql`
    update listings set wanted_seq = wanted_seq + 1, urgency = least(urgency, 1), attempts = 0, sent_fingerprint = null,
      next_try_at = ${tx.now()}, wanted_at = ${tx.now()}
    where id = ${listingId} returning id`.execute(tx.db)
  await wakeLanes(tx)
  return bumped.rows.length > 0
}
