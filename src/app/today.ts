import { z } from '@hono/zod-openapi'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { route } from '#platform/http'
import { attemptsShown } from '#platform/outbox'
import { refundsByHand } from './refunds-by-hand.ts'

/** In the order of the day: what could sell twice first, what leaves the house then, what waits for a decision next, what can wait last. */
const taskKinds = [
  'ads-to-take-down',
  'sale-mails',
  'holds-to-end',
  'audits-stopped',
  'orders-to-pack',
  'returns-to-handle',
  'messages-waiting',
  'questions-open',
  'quotes-asked',
  'payments-awaited',
  'refunds-by-hand',
  'orders-to-collect',
  'incidents',
  'accounts-at-risk',
  'drifts-to-decide',
  'failed-jobs',
  'rejected-listings',
  'reviews-waiting',
  'ungraded-copies',
] as const

type Counts = Readonly<Record<(typeof taskKinds)[number], number>>

/** Reads across all modules, which only the composition may. */
async function countTasks(cx: Cx): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select (select count(*) from listings l join channel_accounts a on a.id = l.account_id
        where a.channel = any(${Object.keys(cx.outside.byHand ?? {})}::text[]) and l.remote_id is not null and l.sent_seq < l.wanted_seq
          and not exists (select 1 from units u join places p on p.id = u.place_id and p.kind = 'shelf' where u.variant_id = l.variant_id
            and not exists (select 1 from claims c where c.unit_id = u.id and c.ended_at is null and c.kind not in ('cart', 'checkout')))
        ) as "ads-to-take-down",
      (select count(*) from sale_mails where state in ('matched', 'unmatched', 'taken')) as "sale-mails",
      (select count(*) from holds h where h.planned_end_at <= ${cx.now()} and exists (
        select 1 from claims c where c.holder = 'hold:' || h.id and c.ended_at is null)) as "holds-to-end",
      (select count(*) from audit_stops where resumed_at is null) as "audits-stopped",
      (select count(*) from drifts where state = 'asking') as "drifts-to-decide",
      (select count(*) from orders where state = 'paid') as "orders-to-pack",
      (select count(*) from returns where state in ('requested', 'received', 'checked')) as "returns-to-handle",
      (select count(*) from quotes where state = 'requested') as "quotes-asked",
      (select count(*) from order_deliveries d join orders o on o.id = d.order_id
        where d.ready_at is not null and o.state in ('placed', 'paid', 'packed')) as "orders-to-collect",
      (select count(*) from message_threads where state = 'waiting') as "messages-waiting",
      (select count(*) from questions where state = 'open') as "questions-open",
      (select count(*) from reviews where state = 'waiting') as "reviews-waiting",
      (select count(*) from orders where state = 'placed') as "payments-awaited",
      (select count(*) from (${refundsByHand}) r) as "refunds-by-hand",
      (select count(*) from incidents where closed_at is null) as "incidents",
      (select count(*) from standings where status <> 'ok') as "accounts-at-risk",
      (select count(*) from pgboss.job where state = 'failed')
        + (select count(*) from outbox where dispatched_at is null and attempts >= ${attemptsShown}) as "failed-jobs",
      (select count(*) from listings where state = 'rejected') as "rejected-listings",
      (select count(*) from variants v where v.condition = 'used' and v.media_grade is null and exists (
        select 1 from units u join places p on p.id = u.place_id where u.variant_id = v.id and p.kind = 'shelf')) as "ungraded-copies"`.execute(
    cx.db,
  )
  return rows[0] ?? noTasks
}

const noTasks: Counts = {
  'ads-to-take-down': 0,
  'sale-mails': 0,
  'holds-to-end': 0,
  'audits-stopped': 0,
  'drifts-to-decide': 0,
  'orders-to-pack': 0,
  'returns-to-handle': 0,
  'quotes-asked': 0,
  'orders-to-collect': 0,
  'messages-waiting': 0,
  'questions-open': 0,
  'reviews-waiting': 0,
  'payments-awaited': 0,
  'refunds-by-hand': 0,
  incidents: 0,
  'accounts-at-risk': 0,
  'failed-jobs': 0,
  'rejected-listings': 0,
  'ungraded-copies': 0,
}

const getToday = route({
  method: 'get',
  path: '/today',
  permission: 'today:read',
  summary: 'What must be done, in the order to do it',
  tags: ['today'],
  answers: {
    200: z.object({ tasks: z.array(z.object({ kind: z.enum(taskKinds), count: z.int() })) }).openapi('Today'),
  },
  handle: async (cx) => {
    const counts = await countTasks(cx)
    return { tasks: taskKinds.map((kind) => ({ kind, count: counts[kind] })) }
  },
})

export const todayRoutes = [getToday] as const
