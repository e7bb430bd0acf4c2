import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useWorld } from './world.ts'

const world = useWorld()
const countPlaces = () =>
  world.cx.db
    .selectFrom('places')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()

test.each(['first', 'second'])('the %s test finds the seeded rows and nothing else', async () => {
  expect(await countPlaces()).toEqual({ count: 4 })
  await world.cx.db.insertInto('places').values({ id: crypto.randomUUID(), code: 'A1', kind: 'shelf' }).execute()
  await sql`insert into outbox (type, payload, actor, occurred_at) values ('x', '{}', 'system', ${world.cx.now()})`.execute(
    world.cx.db,
  )
  const { rows } = await sql<{ count: number }>`select count(*) from outbox`.execute(world.cx.db)
  expect(rows).toEqual([{ count: 1 }])
})

test('the clock stands still until it is moved', () => {
  expect(world.cx.now().toISOString()).toBe('2026-03-02T09:00:00.000Z')
  world.clock.advanceMs(1500)
  expect(world.cx.now().toISOString()).toBe('2026-03-02T09:00:01.500Z')
})
