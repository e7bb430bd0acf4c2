import { createReadStream } from 'node:fs'
import { cp, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { type Database, DatabaseFault, migrate, refuseUnknownHistory } from '#platform/db'
import { installJobs } from '#platform/jobs'
import { isEmpty, jobsVersion, listForeignKeys, listTables } from './catalogue.ts'
import { withClient } from './client.ts'
import { copyIn } from './copy.ts'
import { type Manifest, readChecked } from './manifest.ts'

type RestoreOrder = { database: Database; folder: string; dataDir: string }

export type RestoreSummary = {
  readonly createdAt: string
  readonly tables: number
  readonly rows: number
  readonly files: number
  /** Waiting jobs are left out when the job queue's tables have changed since. */
  readonly hasJobs: boolean
  readonly migrated: readonly string[]
}

/**
 * Brings a backup back into an empty database and data folder, then migrates it to this version. Everything is checked
 * first, and the tables come back in one transaction: either the whole shop or nothing.
 */
export async function restoreBackup({ database, folder, dataDir }: RestoreOrder): Promise<RestoreSummary> {
  const manifest = await readChecked(folder)
  await refuseUnknownHistory(manifest.migrations)
  return withClient(database.url, async (client) => {
    if (!(await isEmpty(client)))
      throw new DatabaseFault(
        'The database is not empty; a backup is restored into an empty one only. Name an empty data folder with ETAL_DATA_DIR, or an empty database with DATABASE_URL.',
      )
    await refuseOccupied(dataDir, manifest)
    await migrate(database, { upTo: manifest.migrations.at(-1)?.name ?? '' })
    await installJobs(database)
    const hasJobs = manifest.jobsVersion === (await jobsVersion(client))
    const tables = manifest.tables.filter(({ name }) => hasJobs || !name.startsWith('pgboss.'))
    await loadTables(client, { folder, manifest, tables })
    await cp(join(folder, 'data'), dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    const { applied } = await migrate(database)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const { createdAt, files } = manifest
    return { createdAt, tables: tables.length, rows, files: files.length, hasJobs, migrated: applied }
  })
}

async function refuseOccupied(dataDir: string, { files }: Manifest): Promise<void> {
  if (files.length > 0 && (await stat(join(dataDir, 'files')).catch(() => undefined)))
    throw new DatabaseFault(`${join(dataDir, 'files')} exists; restore into an empty data folder (ETAL_DATA_DIR).`)
}

type Load = { folder: string; manifest: Manifest; tables: Manifest['tables'] }

/** Without triggers and foreign keys while the rows come; adding the keys again checks every one of them. */
async function loadTables(client: pg.Client, { folder, manifest, tables }: Load): Promise<void> {
  await client.query('begin')
  const keys = await listForeignKeys(client)
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { name } of await listTables(client)) {
    await client.query(`alter table ${name} disable trigger user`)
    // What migrations inserted comes again with the backup, as it was then. Job tables stay when the backup's do not fit.
    if (tables.some((table) => table.name === name)) await client.query(`delete from ${name}`)
  }
  for (const table of tables) await loadTable(client, folder, table)
  const known = new Set(tables.map(({ name }) => name.split('.')[0]))
  for (const { name, value } of manifest.sequences) {
    if (known.has('pgboss') || !name.startsWith('pgboss.')) await client.query('select setval($1, $2)', [name, value])
  }
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  for (const { name } of await listTables(client)) await client.query(`alter table ${name} enable trigger user`)
  await client.query('commit')
}

async function loadTable(client: pg.Client, folder: string, table: Manifest['tables'][number]): Promise<void> {
  const source = createReadStream(join(folder, table.file)).pipe(createGunzip())
  const rows = await copyIn(client, `copy ${table.name} (${table.columns.join(', ')}) from stdin`, source)
  if (rows !== table.rows) throw new DatabaseFault(`${table.name}: ${rows} rows came back instead of ${table.rows}.`)
}
