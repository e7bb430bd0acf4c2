import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { DatabaseFault } from './fault.ts'
import type { Database, Db } from './open.ts'

const migrationsFolder = join(import.meta.dirname, '../../../db/migrations')
/** Any constant will do, as long as nothing else takes the same advisory lock. */
const lockKey = 727_070_138

type Migration = { name: string; text: string; checksum: string }
export type Applied = { name: string; checksum: string }

/**
 * Applies the numbered files of db/migrations that this database has not seen, each in its own transaction, in order; with
 * `upTo` none after that name. Forward only. Several processes may start at once: one migrates, the others wait and find nothing to do.
 */
export async function migrate(
  database: Pick<Database, 'db'>,
  { folder = migrationsFolder, upTo = '9999' }: { folder?: string; upTo?: string } = {},
): Promise<{ applied: string[] }> {
  const migrations = (await readMigrations(folder)).filter(({ name }) => name <= upTo)
  return database.db.connection().execute(async (db) => {
    await sql`select pg_advisory_lock(${lockKey})`.execute(db)
    try {
      return { applied: await applyMissing(db, migrations) }
    } finally {
      await sql`select pg_advisory_unlock(${lockKey})`.execute(db)
    }
  })
}

/** For a history that comes from elsewhere, e.g. a backup's. */
export async function refuseUnknownHistory(applied: readonly Applied[]): Promise<void> {
  const fault = historyFault(applied, await readMigrations(migrationsFolder))
  if (fault) throw new DatabaseFault(fault)
}

/** The names of the files of db/migrations that this database has not seen. */
export async function pendingMigrations(database: Pick<Database, 'db'>, folder = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const applied = new Set((await appliedMigrations(database.db)).map(({ name }) => name))
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name))
}

export async function appliedMigrations(db: Db): Promise<Applied[]> {
  const { rows: found } = await sql<{ isThere: boolean }>`
    select to_regclass('migrations') is not null as is_there`.execute(db)
  if (!found[0]?.isThere) return []
  return (await sql<Applied>`select name, checksum from migrations order by name`.execute(db)).rows
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9-_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function applyMissing(db: Db, migrations: readonly Migration[]): Promise<string[]> {
  await sql`create table if not exists migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`.execute(db)
  const rows = await appliedMigrations(db)
  const fault = historyFault(rows, migrations)
  if (fault) throw new DatabaseFault(fault)

  const missing = migrations.slice(rows.length)
  for (const migration of missing) await apply(db, migration)
  return missing.map(({ name }) => name)
}

/** The applied files must be, unchanged, the first files of the folder; anything else cannot be repaired by a program. */
function historyFault(applied: readonly Applied[], migrations: readonly Applied[]): string | undefined {
  for (const [index, { name, checksum }] of applied.entries()) {
    const file = migrations[index]
    if (!file)
      return `The database has migration ${name}, which this version of Étal does not know: it was migrated by a newer version. Start that version, or restore a backup made before.`
    if (file.name !== name)
      return `Migration ${file.name} comes before ${name}, which is already applied. New migrations are numbered after all others.`
    if (file.checksum !== checksum)
      return `Migration ${name} was applied and its file has changed since. Applied migrations are never edited: restore the file and write a new one.`
  }
  return undefined
}

async function apply(db: Db, { name, text, checksum }: Migration): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      // A migration that waits for a lock makes everybody behind it wait too: better to fail and be run again.
      await sql`set local lock_timeout = '10s'`.execute(trx)
      await sql.raw(text).execute(trx)
      await sql`insert into migrations (name, checksum) values (${name}, ${checksum})`.execute(trx)
    })
  } catch (error) {
    throw new Error(`migration ${name}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}
