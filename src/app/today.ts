import { z } from '@hono/zod-openapi'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { route } from '#platform/http'
import { attemptsShown } from '#platform/outbox'

/** In the order of the day: what leaves the house first, what waits for a decision next, what can wait last. */
const taskKinds = [
  'orders-to-pack',
  'payments-awaited',
  'incidents',
  'failed-jobs',
  'rejected-listings',
  'ungraded-copies',
] as const

type Counts = Readonly<Record<(typeof taskKinds)[number], number>>

/** Reads across all modules, which only the composition may. */
async function countTasks(cx: Cx): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select (select count(*) from orders where state = 'paid') as "orders-to-pack",
      (select count(*) from orders where state = 'placed') as "payments-awaited",
      (select count(*) from incidents where closed_at is null) as "incidents",
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
  'orders-to-pack': 0,
  'payments-awaited': 0,
  incidents: 0,
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
