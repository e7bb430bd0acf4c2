import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'

export type Row = Record<string, SQLOutputValue>

/** The sandbox's own memory: SQLite, so that it keeps its listings and orders when the product is killed or restarted. */
export type Store = {
  all(sql: string, ...values: readonly SQLInputValue[]): Row[]
  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined
  run(sql: string, ...values: readonly SQLInputValue[]): { changes: number; lastId: number }
  count(sql: string, ...values: readonly SQLInputValue[]): number
  inTransaction<T>(work: () => T): T
  addSchema(sql: string): void
  close(): void
}

/** `place` is a file or ':memory:'. Statements are prepared once each; nested transactions join the open one. */
export function openStore(place: string): Store {
  const database = new DatabaseSync(place)
  // WAL without a sync per commit survives a killed process; only a power cut may lose the last moments of a sandbox.
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
  const prepared = new Map<string, StatementSync>()

  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  const get = (sql: string, ...values: readonly SQLInputValue[]) => statement(sql).get(...values)

  return {
    all: (sql, ...values) => statement(sql).all(...values),
    get,
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = statement(sql).run(...values)
      return { changes: Number(changes), lastId: Number(lastInsertRowid) }
    },
    count: (sql, ...values) => Number(get(sql, ...values)?.count ?? 0),
    inTransaction: (work) => runInTransaction(database, work),
    addSchema: (sql) => database.exec(sql),
    close: () => database.close(),
  }
}

function runInTransaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work()
  database.exec('begin immediate')
  try {
    const result = work()
    database.exec('commit')
    return result
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}
