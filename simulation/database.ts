import pg from 'pg'
import { PostgresDialect } from 'kysely'
import { createDb, type Db, openPool } from '#platform/db'
import { silentLog } from '#platform/log'
import { clean, ensureClone } from '#support/clone'

/** A clone of the migrated database for one process of the simulation; emptied before each seed. */
export type SimulationDatabase = {
  readonly pool: pg.Pool
  readonly db: Db
  empty(): Promise<void>
  /** Whether the statement on this connection waits for another's lock. */
  isLocked(connection: number): Promise<boolean>
  cancel(connection: number): Promise<void>
  close(): Promise<void>
}

/** More than tasks that hold a connection at once. */
const connectionsMax = 40

export async function openSimulationDatabase(serverUrl: string, name: string): Promise<SimulationDatabase> {
  const url = await ensureClone(serverUrl, name)
  const pool = openPool({ url, poolSize: connectionsMax, log: silentLog })
  const looking = openPool({ url, poolSize: 4, log: silentLog })
  const watcher = new pg.Client({ connectionString: url })
  await watcher.connect()
  const db = createDb(new PostgresDialect({ pool: looking }))
  return {
    pool,
    db,
    empty: () => clean(db),
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
