import { expect, test } from 'vitest'
import { type Db, sql } from '#platform/db'
import { useWorld } from '#support/world'

const world = useWorld()

/** A foreign key without an index makes every delete and key change of the other table read the whole table. */
async function unindexedForeignKeys(db: Db): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select format('%s (%s)', k.conrelid::regclass, string_agg(a.attname, ', ' order by array_position(k.conkey, a.attnum))) as key
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace
      and not exists (
        select 1 from pg_index i where i.indrelid = k.conrelid and i.indpred is null
          -- The key's columns must lead the index, in any order among themselves.
          and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
    group by k.oid, k.conrelid order by 1`.execute(db)
  return rows.map((row) => row.key)
}

test('every foreign key has an index', async () => {
  expect(await unindexedForeignKeys(world.cx.db)).toEqual([])
})

test('a foreign key without an index is noticed', async () => {
  await world.cx.db
    .transaction()
    .execute(async (trx) => {
      await sql`create table seeded_fault (unit_id uuid references units)`.execute(trx)
      expect(await unindexedForeignKeys(trx)).toContain('seeded_fault (unit_id)')
      throw new Error('roll back')
    })
    .catch((error: unknown) => expect(String(error)).toContain('roll back'))
})
