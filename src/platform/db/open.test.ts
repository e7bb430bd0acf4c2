import { expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { sql } from './index.ts'
import { jsonb } from './jsonb.ts'
import { createNames } from './named-statements.ts'
import { unfitness } from './open.ts'

const world = useWorld()

test('counts and sums are numbers, days are texts, and jsonb keeps its own key names', async () => {
  const { rows } = await sql`
    select count(*) as the_count, sum(price_minor) as the_sum, date '2026-03-01' as the_day, ${jsonb([{ snake_case: 1 }])} as the_json
    from starting_prices where medium = 'cd'`.execute(world.cx.db)
  expect(rows).toEqual([{ theCount: 2, theSum: 1500, theDay: '2026-03-01', theJson: [{ snake_case: 1 }] }])
})

test('a count beyond what a JavaScript number can say is an error, not a wrong number', async () => {
  await expect(sql`select 9007199254740993::bigint as big`.execute(world.cx.db)).rejects.toThrow('does not fit')
})

test('a statement that comes back is prepared under a name, others are not', () => {
  const nameOf = createNames()
  const text = `select ${crypto.randomUUID().replaceAll('-', '')}`
  expect([1, 2, 3, 4].map(() => nameOf(text) !== undefined)).toEqual([false, false, true, true])
  const unnamed = ['begin', 'select 1; select 2', `select ${'x'.repeat(9_000)}`]
  for (const text of unnamed) expect([1, 2, 3, 4].map(() => nameOf(text))).not.toContainEqual(expect.anything())
})

test('named statements answer like unnamed ones', async () => {
  const ask = (code: string) =>
    world.cx.db.selectFrom('places').select('kind').where('code', '=', code).executeTakeFirst()
  for (const code of ['LOST', 'CUSTOMER', 'SUPPLIER', 'LOST', 'nowhere']) {
    expect(await ask(code)).toEqual(code === 'nowhere' ? undefined : { kind: code.toLowerCase() })
  }
  const { rows } =
    await sql`select count(*) as count from pg_prepared_statements where statement like '%"places"%'`.execute(
      world.cx.db,
    )
  expect(rows).toEqual([{ count: 1 }])
})

test('an old server and a database without UTF-8 are refused in words', () => {
  expect(unfitness({ version: 140_011, name: '14.11', encoding: 'UTF8' })).toMatch(/PostgreSQL 15 or newer.*14\.11/)
  expect(unfitness({ version: 150_000, name: '15.0', encoding: 'LATIN1' })).toMatch(/UTF8.*LATIN1/)
  expect(unfitness({ version: 150_000, name: '15.0', encoding: 'UTF8' })).toBeUndefined()
})
