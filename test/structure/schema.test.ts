import { readFile } from 'node:fs/promises'
import { expect, inject, test } from 'vitest'
import { openDatabase, sql } from '#platform/db'
import { silentLog } from '#platform/log'
import { onServer, urlOf } from '#support/clone'
import { useWorld } from '#support/world'
import { databaseTypes, schemaFiles } from '../../scripts/db-types.ts'
import { schemaDump } from '../../scripts/schema-dump.ts'

const world = useWorld()
const advice = 'run `npm run db:types` and commit what it writes'

test('db/schema.sql is the schema that the migrations make', async () => {
  expect(await schemaDump(world.cx.db), advice).toBe(await readFile(schemaFiles.sql, 'utf8'))
})

test('src/platform/db/schema.ts is the types of the migrated database', async () => {
  expect(await databaseTypes(world.database.url), advice).toBe(await readFile(schemaFiles.types, 'utf8'))
}, 30_000)

test('the dump, loaded into an empty database, makes the same schema', async () => {
  const serverUrl = inject('serverUrl')
  await onServer(serverUrl, (client) => client.query('create database from_schema_sql'))
  const database = await openDatabase({ url: urlOf(serverUrl, 'from_schema_sql'), log: silentLog })
  try {
    const dump = await schemaDump(world.cx.db)
    await sql.raw(dump).execute(database.db)
    expect(await schemaDump(database.db)).toBe(dump)
  } finally {
    await database.close()
    await onServer(serverUrl, (client) => client.query('drop database from_schema_sql'))
  }
})
