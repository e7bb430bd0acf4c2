import { PostgresDialect } from 'kysely'
import pg from 'pg'
import { createDb, type Db, openPool } from '#platform/db'
import { silentLog } from '#platform/log'
import { clean, ensureClone, onServer } from '#support/clone'

/** A clone of the migrated database for one process of the simulation; emptied before each seed. */
export type SimulationDatabase = {
  readonly pool: pg.Pool
  readonly db: Db
  empty(seed: number): Promise<void>
  /** Whether the statement on this connection waits for another's lock. */
  isLocked(connection: number): Promise<boolean>
  cancel(connection: number): Promise<void>
  close(): Promise<void>
}

/** More than tasks that hold a connection at once. */
const connectionsMax = 40

/** `breakage` is SQL that takes a promise out of this database, once. */
export async function openSimulationDatabase(
  serverUrl: string,
  name: string,
  breakage?: string,
): Promise<SimulationDatabase> {
  const url = await ensureClone(serverUrl, name)
  if (breakage) await onServer(url, (client) => client.query(breakage))
  await ownChance(url)
  const pool = openPool({ url, poolSize: connectionsMax, log: silentLog })
  const looking = openPool({ url, poolSize: 4, log: silentLog })
  const watcher = new pg.Client({ connectionString: url })
  await watcher.connect()
  const db = createDb(new PostgresDialect({ pool: looking }))
  return {
    pool,
    db,
    async empty(seed) {
      await clean(db)
      await watcher.query('select chance.start($1)', [seed])
    },
    async isLocked(connection) {
      const { rows } = await watcher.query('select cardinality(pg_blocking_pids($1)) > 0 as locked', [connection])
      return rows[0]?.locked === true
    },
    async cancel(connection) {
      await watcher.query('select pg_cancel_backend($1)', [connection])
    },
    async close() {
      await watcher.end()
      await db.destroy()
      await pool.end()
    },
  }
}

/** Ids that SQL draws come from the seed, too: this schema is looked into before the built-in functions. */
const ownChance = (url: string): Promise<unknown> =>
  onServer(url, async (client) => {
    await client.query(`
      create schema if not exists chance;
      create sequence if not exists chance.draws;
      create sequence if not exists chance.seed;
      create or replace function chance.start(seed integer) returns void language sql as
        $$ select setval('chance.draws', 1), setval('chance.seed', seed) $$;
      create or replace function chance.gen_random_uuid() returns uuid language sql volatile as
        $$ select md5((select last_value from chance.seed) || ' ' || nextval('chance.draws'))::uuid $$`)
    const { rows } = await client.query('select current_database() as name')
    await client.query(
      `alter database ${client.escapeIdentifier(rows[0].name)} set search_path = chance, pg_catalog, public`,
    )
  })
