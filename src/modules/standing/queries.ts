import type { AccountId, ListingId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Measure, Status } from './measure.ts'
import type { Sale, Told } from './project.ts'
import { lateAfterDays, type SilenceRule } from './rules.ts'
import type { SilentOrder } from './silence.ts'

const historyDays = 400
const salesMax = 50_000

/**
 * The account's own sales of the longest window any vendor looks at. A sale counts as cancelled when the seller took it, or a line of it, back;
 * what the vendor or the buyer cancelled does not count. Late: paid for, and not sent within the time.
 */
export async function salesOf(cx: Cx, accountId: AccountId): Promise<Sale[]> {
  const since = new Date(cx.now().getTime() - historyDays * 86_400_000)
  const { rows } = await sql<Sale>`
    select o.placed_at, o.customer_id as buyer, array_remove(array[
      case when exists (select 1 from order_events e where e.order_id = o.id and e.to_state = 'cancelled'
          and coalesce(e.data ->> 'reason', '') not like 'channel:%' and coalesce(e.data ->> 'reason', '') not in ('buyer-asked', 'undeliverable'))
        or exists (select 1 from order_line_cancellations c join order_lines l on l.id = c.order_line_id where l.order_id = o.id)
        then 'cancelled' end,
      case when o.state <> 'cancelled' and paid.at is not null
          and coalesce(sent.at, ${cx.now()}) > paid.at + make_interval(days => ${lateAfterDays}) then 'late' end], null) as faults
    from orders o
    left join lateral (select min(at) as at from order_events where order_id = o.id and to_state = 'paid') paid on true
    left join lateral (select min(at) as at from order_events where order_id = o.id and to_state = 'sent') sent on true
    where o.source = ${`channel:${accountId}`} and o.placed_at > ${since} order by o.placed_at desc limit ${salesMax}`.execute(
    cx.db,
  )
  return rows
}

/** Sales there whose copy somebody else has, and nobody knows yet who gets it. */
export async function openRisksOf(cx: Cx, accountId: AccountId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct a.order_id) as count from arbitrations a join orders o on o.id = a.order_id
    where a.state <> 'decided' and o.source = ${`channel:${accountId}`}`.execute(cx.db)
  return rows[0]?.count ?? 0
}

const ordersMax = 200

/** Orders that nobody has answered, packed or sent: since they were placed, or since the payment we were told of. */
export async function silentOrders(cx: Cx, accountId: AccountId, rule: SilenceRule): Promise<SilentOrder[]> {
  const { rows } = await sql<SilentOrder>`
    select o.id as order_id, o.number,
      case when r.remote_state = any (${rule.paidStates}::text[]) then r.updated_at else o.placed_at end as since
    from channel_orders r join orders o on o.id = r.order_id
    where r.account_id = ${accountId} and o.state in ('placed', 'paid')
      and r.remote_state = any (${[...rule.waitingStates, ...rule.paidStates]}::text[])
    order by since limit ${ordersMax}`.execute(cx.db)
  return rows
}

export type StandingRow = {
  readonly accountId: AccountId
  readonly channel: string
  readonly label: string
  readonly status: Status
  readonly measures: readonly Measure[]
  readonly told: Told | null
  readonly toldAt: Date | null
  readonly mayThrottle: boolean
  readonly throttledAt: Date | null
  readonly assessedAt: Date
  readonly changedAt: Date
}

export async function listStandings(cx: Cx): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select s.account_id, a.channel, a.label, s.status, s.measures, s.told, s.told_at, s.may_throttle, s.throttled_at, s.assessed_at, s.changed_at
    from standings s join channel_accounts a on a.id = s.account_id order by a.label`.execute(cx.db)
  return rows
}

export async function findStanding(cx: Cx, accountId: AccountId): Promise<StandingRow | undefined> {
  return (await listStandings(cx)).find((standing) => standing.accountId === accountId)
}

export async function throttledListings(cx: Cx, accountId: AccountId): Promise<ListingId[]> {
  const { rows } = await sql<{ id: ListingId }>`
    select id from listings where account_id = ${accountId} and withheld = 'throttled'`.execute(cx.db)
  return rows.map(({ id }) => id)
}

/** Who is told when an account gets near a limit. */
export async function ownerEmails(cx: Cx): Promise<string[]> {
  const owners = await cx.db.selectFrom('users').select('email').where('role', '=', 'owner').orderBy('email').execute()
  return owners.map(({ email }) => email)
}
