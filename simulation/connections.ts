import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresDialect,
  type PostgresPool,
  type QueryResult,
} from 'kysely'
import { createDb, type Db } from '#platform/db'

/** Every statement of a process passes here, BEGIN and COMMIT included. */
export type Passage = <T>(statement: string, connection: number, perform: () => Promise<T>) => Promise<T>

export type OwnConnections = {
  readonly db: Db
  /** What the server does when a process dies: its open transactions are rolled back, its locks are free. */
  abandon(cancel: (connection: number) => Promise<void>): Promise<void>
}

/** The connections of one simulated process, out of a pool that all of them share. */
export function openConnections(pool: PostgresPool, pass: Passage): OwnConnections {
  const held = new Map<DatabaseConnection, DatabaseConnection>()
  const busy = new Set<number>()
  let isAbandoned = false
  const inner = new PostgresDialect({ pool })
  const driver = inner.createDriver()

  const acquire = async (): Promise<DatabaseConnection> => {
    const real = await driver.acquireConnection()
    const connection = await passing(real, pass, busy)
    if (isAbandoned) await driver.releaseConnection(real)
    else held.set(connection, real)
    return connection
  }
  const release = async (connection: DatabaseConnection): Promise<void> => {
    const real = held.get(connection)
    // Nothing that a dead process still does may hand a connection on before its transaction is rolled back.
    if (!real || isAbandoned) return
    held.delete(connection)
    await driver.releaseConnection(real)
  }
  const gated: Driver = {
    init: () => driver.init(),
    acquireConnection: acquire,
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: async (connection) => void (await connection.executeQuery(CompiledQuery.raw('rollback'))),
    releaseConnection: release,
    destroy: async () => {},
  }
  const dialect: Dialect = {
    createDriver: () => gated,
    createAdapter: () => inner.createAdapter(),
    createIntrospector: (db) => inner.createIntrospector(db),
    createQueryCompiler: () => inner.createQueryCompiler(),
  }
  return {
    db: createDb(dialect),
    async abandon(cancel) {
      isAbandoned = true
      for (const id of busy) await cancel(id)
      for (const [connection, real] of held) {
        held.delete(connection)
        await real.executeQuery(CompiledQuery.raw('rollback'))
        await driver.releaseConnection(real)
      }
    },
  }
}

async function passing(real: DatabaseConnection, pass: Passage, busy: Set<number>): Promise<DatabaseConnection> {
  const id = await backendOf(real)
  const send = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    busy.add(id)
    try {
      return await real.executeQuery<R>(query)
    } finally {
      busy.delete(id)
    }
  }
  return {
    executeQuery: <R>(query: CompiledQuery): Promise<QueryResult<R>> => pass(query.sql, id, () => send<R>(query)),
    streamQuery: () => {
      throw new Error('no statement on a simulated path is streamed')
    },
  }
}

const backends = new WeakMap<DatabaseConnection, number>()

/** The server's own number for the connection, by which it tells who waits for whom. */
async function backendOf(connection: DatabaseConnection): Promise<number> {
  const known = backends.get(connection)
  if (known !== undefined) return known
  const { rows } = await connection.executeQuery<{ id: number }>(CompiledQuery.raw('select pg_backend_pid() as id'))
  const id = Number(rows[0]?.id)
  backends.set(connection, id)
  return id
}
