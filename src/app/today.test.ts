import { expect, test } from 'vitest'
import { createApp } from '#app/app'
import { createWeb } from '#app/web'
import { requestQuote } from '#modules/quotes'
import { createToken } from '#modules/team'
import { readConfig } from '#platform/config'
import { sql } from '#platform/db'
import { silentLog } from '#platform/log'
import { aBuyer, anOrder } from '#support/makers'
import { useWorld } from '#support/world'

const world = useWorld()

/** How many of each kind the office is shown; what needs nobody is left out. */
async function tasks(): Promise<Record<string, number>> {
  const config = readConfig({ ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough', ETAL_DATA_DIR: '/tmp/etal-today' })
  const app = createApp({ config, database: world.database, log: silentLog, now: world.clock.now })
  const { token } = await createToken(world.cx, { name: 'screen', scopes: ['today:read'] })
  const answer = await createWeb(app).server.request('/api/v1/today', { headers: { authorization: `Bearer ${token}` } })
  const { tasks: all }: { tasks: { kind: string; count: number }[] } = await answer.json()
  return Object.fromEntries(all.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]))
}

test('a quote that is asked for waits for its prices', async () => {
  const asked = { company: 'Café', buyer: aBuyer, lang: 'fr', wish: 'Du jazz.', wantedBy: null, lines: [] } as const
  await requestQuote(world.cx, asked, { shopName: 'Étal', email: 'etal@example.org' })
  expect(await tasks()).toEqual({ 'quotes-asked': 1 })
})

test('an order that is ready at the counter is there until it is collected', async () => {
  const { orderId } = await anOrder(world.cx)
  expect(await tasks()).toEqual({ 'orders-to-pack': 1 })
  await sql`insert into order_deliveries (order_id, kind, data, collect_day, ready_at, ready_by)
    values (${orderId}, 'pickup', '{}', '2026-12-01', ${world.cx.now()}, 'test')`.execute(world.cx.db)
  expect(await tasks()).toEqual({ 'orders-to-pack': 1, 'orders-to-collect': 1 })
  await sql`update orders set state = 'sent' where id = ${orderId}`.execute(world.cx.db)
  expect(await tasks()).toEqual({})
})
