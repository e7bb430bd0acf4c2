import { CamelCasePlugin, type Dialect, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Log } from '#platform/log'
import { DatabaseFault } from './fault.ts'
import { createListener, type Listener } from './listen.ts'
import { namingClient } from './named-statements.ts'
import type { DB } from './schema.ts'
import { valueParsers } from './value-parsers.ts'

export type Db = Kysely<DB>

export type Database = {
  readonly db: Db
  readonly url: string
  readonly listen: Listener['listen']
  close(): Promise<void>
}

type OpenOptions = { url: string; poolSize?: number; log: Log }

const serverMajorMin = 15
const limits = { poolSize: 10, connectTimeoutMs: 10_000, idleTimeoutMs: 30_000 }

/** The connections alone, for who builds on them; `openDatabase` is what everybody else wants. */
export function openPool({ url, poolSize, log }: OpenOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    Client: namingClient(),
    types: valueParsers,
    max: poolSize ?? limits.poolSize,
    connectionTimeoutMillis: limits.connectTimeoutMs,
    idleTimeoutMillis: limits.idleTimeoutMs,
    application_name: 'etal',
    keepAlive: true,
  })
  // Without a handler a connection that breaks while idle would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection broke'))
  return pool
}

/** The query builder over a dialect: the pool's own, or one that a simulation has put itself before. */
export const createDb = (dialect: Dialect): Db =>
  new Kysely({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })

/** Connects, and refuses in words a server that is too old or does not store UTF-8. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { url, log } = options
  const db = createDb(new PostgresDialect({ pool: openPool(options) }))
  const listener = createListener(url, log)
  const close = async (): Promise<void> => {
    await listener.close()
    await db.destroy()
  }
  try {
    await refuseUnfitServer(db)
  } catch (error) {
    await close()
    throw error
  }
  return { db, url, listen: listener.listen, close }
}

async function refuseUnfitServer(db: Db): Promise<void> {
  const { rows } = await sql<{ version: number; name: string; encoding: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
      current_setting('server_encoding') as encoding`.execute(db)
  const fault = rows[0] && unfitness(rows[0])
  if (fault) throw new DatabaseFault(fault)
}

export function unfitness(server: { version: number; name: string; encoding: string }): string | undefined {
  if (server.version < serverMajorMin * 10_000)
    return `Étal needs PostgreSQL ${serverMajorMin} or newer, but DATABASE_URL leads to version ${server.name}. Use a newer server, or unset DATABASE_URL to use the built-in one.`
  if (server.encoding !== 'UTF8')
    return `Étal needs a database with encoding UTF8, but DATABASE_URL leads to one with ${server.encoding}. Create it with: create database etal encoding 'UTF8' template template0`
  return undefined
}
