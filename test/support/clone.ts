import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '#platform/db'

/**
 * Test databases: one template per run, migrated once, and one clone per worker. Rows that migrations insert are
 * remembered in the schema `seed`, so that cleaning can put them back whatever a test did to them.
 */
export const templateName = 'etal_template'

export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

export async function onServer<T>(serverUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The clone of this worker, made by whichever test file needs it first. */
export async function ensureClone(serverUrl: string, name: string): Promise<string> {
  await onServer(serverUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)} template ${templateName}`)
  })
  return urlOf(serverUrl, name)
}

/** Called once on the migrated template. */
export async function rememberSeed(db: Db): Promise<void> {
  await sql
    .raw(`
    create schema seed;
    do $$
    declare t record; has_rows boolean;
    begin
      create table seed.all_tables (name text primary key, is_seeded boolean not null);
      for t in select format('%I.%I', schemaname, tablename) as name, tablename from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema', 'seed') loop
        execute format('select exists (select 1 from %s)', t.name) into has_rows;
        insert into seed.all_tables values (t.name, has_rows);
        if has_rows then execute format('create table seed.%I as table %s', 'rows of ' || t.name, t.name); end if;
      end loop;
    end $$;
    create function seed.clean() returns void language plpgsql as $$
    declare t record; has_rows boolean;
    begin
      -- No triggers and no foreign key checks while the rows go and come.
      set local session_replication_role = replica;
      for t in select * from seed.all_tables loop
        if t.is_seeded then
          execute format('delete from %s', t.name);
          execute format('insert into %s overriding system value table seed.%I', t.name, 'rows of ' || t.name);
        else
          execute format('select exists (select 1 from %s)', t.name) into has_rows;
          if has_rows then execute format('delete from %s', t.name); end if;
        end if;
      end loop;
    end $$;`)
    .execute(db)
}

export async function clean(db: Db): Promise<void> {
  await sql`select seed.clean()`.execute(db)
}
