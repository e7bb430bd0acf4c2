import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export type Door = {
  readonly address: string | null
  readonly subscribedAt: Date | null
  readonly attempts: number
  readonly nextTryAt: Date | null
  readonly lastError: string | null
  readonly accepted: number
  readonly refused: number
  readonly lastPushAt: Date | null
  readonly lastRefusedAt: Date | null
  readonly lastRefusal: { why: string; message: string } | null
}

export async function findDoor(cx: Cx, accountId: AccountId): Promise<Door | undefined> {
  const { rows } = await sql<Door>`
    select address, subscribed_at, attempts, next_try_at, last_error, accepted, refused, last_push_at, last_refused_at, last_refusal
    from inbound_doors where account_id = ${accountId}`.execute(cx.db)
  return rows[0]
}

/** The right to subscribe now: of several processes one gets it, and after `until` the next, should it have died. */
export async function takeSubscription(
  cx: Cx,
  accountId: AccountId,
  { until, isMoved }: { until: Date; isMoved: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    insert into inbound_doors (account_id, next_try_at) values (${accountId}, ${until})
    on conflict (account_id) do update set next_try_at = excluded.next_try_at, subscribed_at = case when ${isMoved} then null else inbound_doors.subscribed_at end
      where inbound_doors.next_try_at is null or inbound_doors.next_try_at <= ${cx.now()}
        or (${isMoved} and inbound_doors.subscribed_at is not null)
    returning account_id`.execute(cx.db)
  return rows.length > 0
}

export async function saveSubscription(
  cx: Cx,
  accountId: AccountId,
  { address, renewAt }: { address: string; renewAt: Date },
): Promise<void> {
  await sql`
    update inbound_doors set address = ${address}, subscribed_at = ${cx.now()}, attempts = 0, next_try_at = ${renewAt}, last_error = null
    where account_id = ${accountId}`.execute(cx.db)
}

export async function postponeSubscription(
  cx: Cx,
  accountId: AccountId,
  { until, error }: { until: Date; error: string },
): Promise<void> {
  await sql`
    update inbound_doors set attempts = attempts + 1, next_try_at = ${until}, last_error = ${error.slice(0, 1000)}
    where account_id = ${accountId}`.execute(cx.db)
}

export async function countAccepted(cx: Cx, accountId: AccountId): Promise<void> {
  await sql`
    insert into inbound_doors (account_id, accepted, last_push_at) values (${accountId}, 1, ${cx.now()})
    on conflict (account_id) do update set accepted = inbound_doors.accepted + 1, last_push_at = excluded.last_push_at`.execute(
    cx.db,
  )
}

export async function countRefused(
  cx: Cx,
  accountId: AccountId,
  refusal: { why: string; message: string },
): Promise<void> {
  await sql`
    insert into inbound_doors (account_id, refused, last_refused_at, last_refusal)
    values (${accountId}, 1, ${cx.now()}, ${JSON.stringify(refusal)}::jsonb)
    on conflict (account_id) do update set refused = inbound_doors.refused + 1, last_refused_at = excluded.last_refused_at,
      last_refusal = excluded.last_refusal`.execute(cx.db)
}
