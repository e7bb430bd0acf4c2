import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** When each kind of work is next due; null for what is not. */
export type DueTimes = {
  readonly eventsAt: Date | null
  readonly claimsAt: Date | null
  readonly checkoutsAt: Date | null
  readonly paymentsAt: Date | null
  readonly reviewAt: Date | null
  readonly holdsCount: number
  readonly lanes: readonly { readonly accountId: AccountId; readonly at: string }[]
}

/** What the workers' clocks, ticks and notifications would tell them, in one look. */
export async function readDueTimes(cx: Cx): Promise<DueTimes> {
  const now = cx.now()
  const { rows } = await sql<DueTimes>`
    select
      (select min(coalesce(next_try_at, ${now})) from outbox where dispatched_at is null) as events_at,
      (select min(expires_at) from claims where ended_at is null) as claims_at,
      (select min(at) from (
        select look_at as at from checkouts where state = 'open'
        union all
        select p.updated_at + interval '5 seconds' from payments p join orders o on p.reference = 'order:' || o.id
          where p.state = 'authorised' and p.due is null) unfinished) as checkouts_at,
      (select min(at) from (
        select updated_at + interval '5 seconds' as at from payments where due is not null and provider in ('stripe', 'paypal')
        union all
        select look_again_at from payments where look_again_at is not null and due is null and provider in ('stripe', 'paypal')
        union all
        select r.created_at + interval '5 seconds' from payment_refunds r join payments p on p.id = r.payment_id
          where r.state = 'due' and p.provider in ('stripe', 'paypal')) unsettled) as payments_at,
      (select min(opened_at) + interval '30 seconds' from incidents where closed_at is null and kind = 'double-sale') as review_at,
      (select count(*)::int from hold_units where released_at is null) as holds_count,
      (select coalesce(jsonb_agg(jsonb_build_object('accountId', id, 'at', at) order by created_at, id), '[]') from (
        select a.id, a.created_at, greatest(pending.at, a.blocked_until, case when a.lane_owner is not null then a.lane_until end) as at
        from channel_accounts a join lateral (
          select min(case when l.sent_seq < l.wanted_seq then l.next_try_at else ${now}::timestamptz end) as at from listings l
          where l.account_id = a.id and (l.sent_seq < l.wanted_seq and l.urgency <= case when a.state = 'paused' then 0 else 3 end
            or (l.proof_at is null or l.proof_at < l.last_sent_at) and l.sent_seq = l.wanted_seq and l.remote_id is not null
              and l.state in ('live', 'withdrawn') and l.last_sent_at is not null)) pending on pending.at is not null
        where a.breaker <> 'refused') lanes) as lanes`.execute(cx.db)
  const [times] = rows
  if (!times) throw new Error('one row of times')
  return times
}
