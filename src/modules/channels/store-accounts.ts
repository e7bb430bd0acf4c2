import type { AccountId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { JsonObject } from './listing.ts'
import type { OrdersCursor } from './remote-order.ts'

export type NewAccount = {
  readonly id: AccountId
  readonly channel: string
  readonly label: string
  readonly seller: string
  readonly settings: JsonObject
}

/** Refuses `channels.label-taken`: two accounts may not have one name. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<void> {
  const inserted = await sql`
    insert into channel_accounts (id, channel, label, seller, state, settings, created_at, updated_at)
    values (${account.id}, ${account.channel}, ${account.label}, ${account.seller}, 'active', ${JSON.stringify(account.settings)}::jsonb,
      ${tx.now()}, ${tx.now()})
    on conflict (label) do nothing returning id`.execute(tx.db)
  if (inserted.rows.length === 0) refuse('channels.label-taken', { label: account.label })
}

export async function setAccountState(tx: Tx, accountId: AccountId, state: 'active' | 'paused'): Promise<boolean> {
  const changed = await sql`
    update channel_accounts set state = ${state}, updated_at = ${tx.now()} where id = ${accountId} returning id`.execute(
    tx.db,
  )
  return changed.rows.length > 0
}

/**
 * Takes or renews the right to send for an account. False when another runner has it. A runner that died loses it when
 * the lease runs out, so a lease must outlive any single request and be renewed before each.
 */
export async function takeLease(cx: Cx, accountId: AccountId, lease: { owner: string; until: Date }): Promise<boolean> {
  const taken = await sql`
    update channel_accounts set lane_owner = ${lease.owner}, lane_until = ${lease.until}
    where id = ${accountId} and (lane_owner is null or lane_owner = ${lease.owner} or lane_until < ${cx.now()}) returning id`.execute(
    cx.db,
  )
  return taken.rows.length > 0
}

export async function releaseLease(cx: Cx, accountId: AccountId, owner: string): Promise<void> {
  await sql`
    update channel_accounts set lane_owner = null, lane_until = null where id = ${accountId} and lane_owner = ${owner}`.execute(
    cx.db,
  )
}

/** Remembers a fault that needs a person but stops nothing else. */
export async function noteAccountError(cx: Cx, accountId: AccountId, error: JsonObject): Promise<void> {
  await sql`
    update channel_accounts set last_error = ${JSON.stringify({ ...error, at: cx.now().toISOString() })}::jsonb, last_error_at = ${cx.now()}
    where id = ${accountId}`.execute(cx.db)
}

/** The right to poll once: of several processes one gets it, and nobody before the interval is over. */
export async function takePoll(cx: Cx, accountId: AccountId, intervalMs: number): Promise<boolean> {
  const before = new Date(cx.now().getTime() - intervalMs)
  const taken = await sql`
    update channel_accounts set orders_polled_at = ${cx.now()}
    where id = ${accountId} and (orders_polled_at is null or orders_polled_at <= ${before})
      and breaker <> 'refused' and (blocked_until is null or blocked_until <= ${cx.now()}) returning id`.execute(cx.db)
  return taken.rows.length > 0
}

export async function saveCursor(cx: Cx, accountId: AccountId, cursor: OrdersCursor): Promise<void> {
  await sql`
    update channel_accounts set orders_cursor = ${JSON.stringify(cursor)}::jsonb where id = ${accountId}`.execute(cx.db)
}

export async function mergeSettings(tx: Tx, accountId: AccountId, settings: JsonObject): Promise<void> {
  await sql`
    update channel_accounts set settings = settings || ${JSON.stringify(settings)}::jsonb, updated_at = ${tx.now()} where id = ${accountId}`.execute(
    tx.db,
  )
}

export async function setPollPace(tx: Tx, accountId: AccountId, pace: 'now' | 'slow' | 'usual'): Promise<void> {
  const change = {
    now: sql`orders_polled_at = null`,
    slow: sql`pushed_at = ${tx.now()}`,
    usual: sql`pushed_at = null`,
  }[pace]
  await sql`update channel_accounts set ${change} where id = ${accountId}`.execute(tx.db)
}
