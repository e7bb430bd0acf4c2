import type { Db } from '#platform/db'
import { sql } from '#platform/db'
import type { GaugeSource } from '#platform/metrics'

const labelNames = ['account', 'channel']
type Figure = { account: string; channel: string; value: number }
const figures = (rows: readonly Figure[]) => rows.map(({ value, ...account }) => ({ labels: account, value }))

/** What waits in the lanes, for Prometheus. */
export const laneGauges: readonly GaugeSource[] = [
  {
    name: 'etal_channel_pending',
    help: 'Listings that differ from what is wanted, by urgency: withdraw, publish, price, content',
    labelNames: [...labelNames, 'urgency'],
    async read(db: Db) {
      const { rows } = await sql<Figure & { urgency: string }>`
        select a.label as account, a.channel, (array['withdraw', 'publish', 'price', 'content'])[l.urgency + 1] as urgency, count(*)::int as value
        from listings l join channel_accounts a on a.id = l.account_id where l.sent_seq < l.wanted_seq
        group by 1, 2, 3`.execute(db)
      return figures(rows)
    },
  },
  {
    name: 'etal_channel_oldest_withdrawal_seconds',
    help: 'Age of the oldest withdrawal the vendor has not accepted yet, 0 when there is none',
    labelNames,
    async read(db: Db) {
      const { rows } = await sql<Figure>`
        select a.label as account, a.channel, coalesce(extract(epoch from now() - min(l.wanted_at)), 0)::float8 as value
        from channel_accounts a left join listings l on l.account_id = a.id and l.sent_seq < l.wanted_seq and l.urgency = 0
        group by 1, 2`.execute(db)
      return figures(rows)
    },
  },
  {
    name: 'etal_channel_blocked',
    help: '1 while nothing is sent because the vendor is out of reach or asked for a pause',
    labelNames,
    async read(db: Db) {
      const { rows } = await sql<Figure>`
        select label as account, channel, (coalesce(blocked_until, '-infinity') > now())::int as value from channel_accounts`.execute(
        db,
      )
      return figures(rows)
    },
  },
]
