import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

/** A foreign key that refuses a deletion while its rows stand. */
export type RefusingKey = {
  readonly child: string
  readonly column: string
  readonly parent: string
  readonly parentColumn: string
}

/** Read from the database itself, so that no table added later is forgotten. */
export async function refusingKeys(tx: Tx): Promise<RefusingKey[]> {
  const { rows } = await sql<RefusingKey>`
    select child.relname as child, a.attname as column, parent.relname as parent, p.attname as parent_column
    from pg_constraint c
    join pg_class child on child.oid = c.conrelid join pg_class parent on parent.oid = c.confrelid
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    join pg_attribute p on p.attrelid = c.confrelid and p.attnum = c.confkey[1]
    where c.contype = 'f' and c.confdeltype in ('a', 'r') and cardinality(c.conkey) = 1 and c.connamespace = 'public'::regnamespace
    order by 1, 2`.execute(tx.db)
  return rows
}

export type Doomed = { readonly table: string; readonly where: ReturnType<typeof sql> }

/** Deletes rows after everything that refers to them, and to that, and so on; `where` must not ask tables that go with it. `within` are the tables on the way, against circles. */
export async function deleteDeep(
  tx: Tx,
  keys: readonly RefusingKey[],
  { table, where }: Doomed,
  within: readonly string[] = [],
): Promise<void> {
  const way = [...within, table]
  for (const { child, column, parentColumn } of keys.filter(({ parent }) => parent === table)) {
    if (way.includes(child)) continue
    const orphaned = sql`${sql.ref(column)} in (select ${sql.ref(parentColumn)} from ${sql.table(table)} where ${where})`
    await deleteDeep(tx, keys, { table: child, where: orphaned }, way)
  }
  await sql`delete from ${sql.table(table)} where ${where}`.execute(tx.db)
}
