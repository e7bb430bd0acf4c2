import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { silentLog } from '#platform/log'
import { onServer, urlOf } from '#support/clone'
import { type Scratch, scratchFolder } from '#support/scratch'
import { DatabaseFault } from './fault.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { type Database, openDatabase } from './open.ts'

let scratch: Scratch
let foldersCount = 0
const opened: Database[] = []

beforeAll(async () => {
  scratch = await scratchFolder('migrations')
})
afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()))
  await scratch.remove()
})

async function migrations(files: Record<string, string>, folder = `${foldersCount++}`): Promise<string> {
  const path = join(scratch.folder, folder)
  await mkdir(path, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text)
  return path
}

async function emptyDatabase(): Promise<Database> {
  const name = `migrated_${process.pid}_${foldersCount++}`
  await onServer(inject('serverUrl'), (client) => client.query(`create database ${name}`))
  const database = await openDatabase({ url: urlOf(inject('serverUrl'), name), log: silentLog })
  opened.push(database)
  return database
}

const first = { '0001_first.sql': 'create table one (id int);' }
const second = { '0002_second.sql': 'create table two (id int); insert into two values (1);' }

test('files are applied once, in order, and named before', async () => {
  const database = await emptyDatabase()
  const folder = await migrations({ ...second, ...first, 'notes.txt': 'not a migration' })
  expect(await pendingMigrations(database, folder)).toEqual(['0001_first.sql', '0002_second.sql'])
  expect(await migrate(database, { folder })).toEqual({ applied: ['0001_first.sql', '0002_second.sql'] })
  expect(await migrate(database, { folder })).toEqual({ applied: [] })
})

test('of several starters one migrates and the others wait', async () => {
  const database = await emptyDatabase()
  const folder = await migrations({ ...first, ...second })
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => migrate(database, { folder })))
  expect(outcomes.map(({ applied }) => applied.length).sort()).toEqual([0, 0, 0, 2])
})

test('a file that fails leaves nothing of itself behind, and what came before it stays', async () => {
  const database = await emptyDatabase()
  const folder = await migrations({
    ...first,
    '0002_broken.sql': 'create table half (id int); select no_such_function();',
  })
  await expect(migrate(database, { folder })).rejects.toThrow(
    'migration 0002_broken.sql: function no_such_function() does not exist',
  )
  await migrations(second, folder.split('/').at(-1))
  expect(await pendingMigrations(database, folder)).toEqual(['0002_broken.sql', '0002_second.sql'])
})

test.each([
  [
    'an applied file that has changed',
    { '0001_first.sql': '-- changed' },
    '0001_first.sql was applied and its file has changed',
  ],
  [
    'a file numbered before an applied one',
    { ...first, '0000_late.sql': '' },
    '0000_late.sql comes before 0001_first.sql',
  ],
  [
    'a database of a newer version',
    { '0001_first.sql': first['0001_first.sql'] },
    'has migration 0002_second.sql, which this version',
  ],
])('%s is refused in words', async (_, files, words) => {
  const database = await emptyDatabase()
  await migrate(database, { folder: await migrations({ ...first, ...second }) })
  const refused = migrate(database, { folder: await migrations(files) })
  await expect(refused).rejects.toThrow(DatabaseFault)
  await expect(refused).rejects.toThrow(words)
})

test('line ends of another system do not change a checksum', async () => {
  const database = await emptyDatabase()
  await migrate(database, { folder: await migrations({ '0001_first.sql': 'select 1;\nselect 2;\n' }) })
  const folder = await migrations({ '0001_first.sql': 'select 1;\r\nselect 2;\r\n' })
  expect(await migrate(database, { folder })).toEqual({ applied: [] })
})
