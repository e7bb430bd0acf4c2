import type pg from 'pg'

/** What a backup has to know of a database: ours and the job queue's tables, their columns, sequences and keys. */
const schemas = "('public', 'pgboss')"

export type Table = { readonly name: string; readonly columns: readonly string[] }
export type Sequence = { readonly name: string; readonly value: string }
export type Key = { readonly table: string; readonly name: string; readonly definition: string }

/** Partitions are copied through their parent; generated columns come by themselves. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.oid::regclass::text as name, array_agg(quote_ident(attname) order by attnum) as columns
    from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
    where relnamespace::regnamespace::text in ${schemas} and relkind in ('r', 'p') and not relispartition
    group by c.oid order by 1`)
  return rows
}

export async function listSequences(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
    from pg_sequences where schemaname in ${schemas} and last_value is not null order by 1`)
  return rows
}

/** Foreign keys of the parents only: a partition inherits its parent's. */
export async function listForeignKeys(client: pg.Client): Promise<Key[]> {
  const { rows } = await client.query<Key>(`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace::regnamespace::text in ${schemas} order by 1, 2`)
  return rows
}

export async function isEmpty(client: pg.Client): Promise<boolean> {
  return (await listTables(client)).length === 0
}

/** The version of pg-boss' tables, or nothing before they exist. */
export async function jobsVersion(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query(`select to_regclass('pgboss.version') is not null as "isThere"`)
  if (!rows[0]?.isThere) return undefined
  return (await client.query('select version from pgboss.version')).rows[0]?.version
}
