import { createWriteStream } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { appliedMigrations, type Database, DatabaseFault } from '#platform/db'
import { jobsVersion, listSequences, listTables, type Table } from './catalogue.ts'
import { withClient } from './client.ts'
import { copyOut } from './copy.ts'
import { checksumOf, type Manifest, manifestName } from './manifest.ts'

type BackupOrder = { database: Database; folder: string; dataDir: string; appVersion: string; now: Date }

export type BackupSummary = {
  readonly folder: string
  readonly tables: number
  readonly rows: number
  readonly files: number
}

/**
 * Writes the whole shop into a new folder: every table as one instant saw it, while the shop goes on, and the files of
 * the data folder. The folder gets its name when it is complete; it holds the key to stored credentials, so it is as
 * secret as the shop itself.
 */
export async function writeBackup({ database, folder, dataDir, ...about }: BackupOrder): Promise<BackupSummary> {
  if (await stat(folder).catch(() => undefined)) throw new DatabaseFault(`${folder} exists already; name a new folder.`)
  const draft = `${folder}.unfinished`
  await rm(draft, { recursive: true, force: true })
  await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 })
  await chmod(draft, 0o700)

  const snapshot = await withClient(database.url, (client) => copyTables(client, draft))
  const files = await copyFiles(dataDir, draft)
  const manifest: Manifest = {
    format: 'etal-backup-1',
    createdAt: about.now.toISOString(),
    appVersion: about.appVersion,
    migrations: await appliedMigrations(database.db),
    ...snapshot,
    files,
  }
  await writeFile(join(draft, manifestName), `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(draft, folder)
  const rows = snapshot.tables.reduce((sum, table) => sum + table.rows, 0)
  return { folder, tables: snapshot.tables.length, rows, files: files.length }
}

type Snapshot = Pick<Manifest, 'tables' | 'sequences' | 'jobsVersion'>

async function copyTables(client: pg.Client, draft: string): Promise<Snapshot> {
  await client.query('begin isolation level repeatable read read only')
  const tables: Manifest['tables'] = []
  for (const table of await listTables(client)) tables.push(await copyTable(client, table, draft))
  const snapshot = { tables, sequences: await listSequences(client), jobsVersion: await jobsVersion(client) }
  await client.query('commit')
  return snapshot
}

async function copyTable(
  client: pg.Client,
  { name, columns }: Table,
  draft: string,
): Promise<Manifest['tables'][number]> {
  const file = `tables/${name.replaceAll('"', '')}.copy.gz`
  const packed = createGzip({ level: 3 })
  const written = createWriteStream(join(draft, file), { mode: 0o600 })
  const done = finished(packed.pipe(written))
  const rows = await copyOut(client, `copy (select ${columns.join(', ')} from ${name}) to stdout`, packed)
  packed.end()
  await done
  return { name, columns: [...columns], rows, file, sha256: await checksumOf(join(draft, file)) }
}

/** What lies in the data folder beside the database: uploaded files and the secret. */
async function copyFiles(dataDir: string, draft: string): Promise<Manifest['files']> {
  for (const name of ['files', 'secret']) {
    const isThere = await stat(join(dataDir, name)).catch(() => undefined)
    if (isThere) await cp(join(dataDir, name), join(draft, 'data', name), { recursive: true, preserveTimestamps: true })
  }
  const entries = await readdir(join(draft, 'data'), { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const listed: Manifest['files'] = []
  for (const path of paths.sort()) {
    listed.push({ file: relative(draft, path).split(sep).join('/'), sha256: await checksumOf(path) })
  }
  return listed
}
