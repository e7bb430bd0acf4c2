import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { migrate, openDatabase, startEmbedded } from '#platform/db'
import { createLog } from '#platform/log'
import { scratchFolder } from '#support/scratch'
import { schemaDump } from './schema-dump.ts'

/** `npm run db:types`: a scratch database, migrated, becomes src/platform/db/schema.ts and db/schema.sql. */
const root = join(import.meta.dirname, '..')

export const schemaFiles = {
  types: join(root, 'src/platform/db/schema.ts'),
  sql: join(root, 'db/schema.sql'),
}

/** Kysely's types of the database at `url`, as the generator writes them. */
export async function databaseTypes(url: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'etal-types-'))
  const outFile = join(folder, 'schema.ts')
  const generator = join(root, 'node_modules/kysely-codegen/dist/cli/bin.js')
  const options = [
    '--dialect',
    'postgres',
    '--camel-case',
    '--include-pattern',
    'public.*',
    '--type-mapping',
    '{"int8":"number"}',
    '--log-level',
    'error',
  ]
  try {
    await promisify(execFile)(process.execPath, [generator, '--url', url, '--out-file', outFile, ...options], {
      cwd: folder,
    })
    return await readFile(outFile, 'utf8')
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function generate(): Promise<void> {
  const log = createLog({ logLevel: 'warn' })
  const scratch = await scratchFolder('types')
  const server = await startEmbedded({ dataDir: scratch.folder, log })
  try {
    const database = await openDatabase({ url: server.url, log })
    await migrate(database)
    await writeFile(schemaFiles.sql, await schemaDump(database.db))
    await database.close()
    await writeFile(schemaFiles.types, await databaseTypes(server.url))
  } finally {
    await server.stop()
    await scratch.remove()
  }
  process.stdout.write('src/platform/db/schema.ts and db/schema.sql follow the migrations\n')
}

if (import.meta.main) await generate()
