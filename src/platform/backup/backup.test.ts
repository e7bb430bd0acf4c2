import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Database, openDatabase, sql } from '#platform/db'
import { silentLog } from '#platform/log'
import { onServer, urlOf } from '#support/clone'
import { type Scratch, scratchFolder } from '#support/scratch'
import { useWorld } from '#support/world'
import { schemaDump } from '../../../scripts/schema-dump.ts'
import { restoreBackup, writeBackup } from './index.ts'

const world = useWorld()
let scratch: Scratch
let emptiesCount = 0

beforeAll(async () => {
  scratch = await scratchFolder('backup')
})
afterAll(() => scratch.remove())

async function inEmptyDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const serverUrl = inject('serverUrl')
  const name = `restored_${process.pid}_${emptiesCount++}`
  await onServer(serverUrl, (client) => client.query(`create database ${name}`))
  const database = await openDatabase({ url: urlOf(serverUrl, name), log: silentLog })
  try {
    return await work(database)
  } finally {
    await database.close()
    await onServer(serverUrl, (client) => client.query(`drop database ${name} with (force)`))
  }
}

/** A shop with everything that is hard to carry: bytes, quotes, tabs, JSON null, microseconds, a live job. */
async function furnishShop(dataDir: string): Promise<void> {
  const { db } = world.cx
  await sql`insert into secrets (name, ciphertext, updated_by) values ('channel:1', '\\x00ff5c090a', 'user:ö')`.execute(
    db,
  )
  await sql`insert into settings (key, value, updated_by) values ('nothing', 'null', 'user'), ('shop', '{"name":"Le bac\\tà \\"disques\\""}', 'user')`.execute(
    db,
  )
  await sql`insert into mails (id, recipient, subject, body_text, created_at) values (gen_random_uuid(), 'a@b.fr', E'tab\t and \\\\N', E'line\nline', '2026-03-02T09:00:00.123456Z')`.execute(
    db,
  )
  await sql`insert into products (id, kind, title, artist, genres, slug, created_at, updated_at)
    values (gen_random_uuid(), 'record', '12" Mix, "Vol. 2"', 'Zebda', '{"Chanson, française","{}"}', 'mix', now(), now())`.execute(
    db,
  )
  await sql`insert into variants (id, product_id, sku, condition, weight_grams, created_at, updated_at)
    select gen_random_uuid(), id, 'S-1', 'used', 250, now(), now() from products`.execute(db)
  await sql`insert into outbox (type, payload, actor, occurred_at) values ('x', '{}', 'system', now())`.execute(db)
  // More than one packet and more than a stream's buffer, and rows larger than both.
  await sql`insert into audit_entries (at, actor, action, subject, data)
    select now(), 'system', 'x', n::text, jsonb_build_object('text', repeat(md5(n::text), case when n % 50 = 0 then 3000 else 20 end))
    from generate_series(1, 500) n`.execute(db)
  await mkdir(join(dataDir, 'files/photos'), { recursive: true })
  await writeFile(join(dataDir, 'files/photos/1.jpg'), 'jpeg')
  await writeFile(join(dataDir, 'secret'), 'of the old machine')
}

/** One checksum per table, independent of the order of rows. */
async function fingerprints(database: Database): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    where relnamespace::regnamespace::text in ('public', 'pgboss') and relkind in ('r', 'p') and not relispartition`.execute(
    database.db,
  )
  const prints = tables.map(async ({ name }) => {
    const query = `select md5(string_agg(t::text, ',' order by t::text)) as print from ${name} t`
    const { rows } = await sql.raw<{ print: string }>(query).execute(database.db)
    return [name, rows[0]?.print ?? ''] as const
  })
  return Object.fromEntries(await Promise.all(prints))
}

async function backupOfShop(name: string): Promise<string> {
  const dataDir = join(scratch.folder, `${name}-data`)
  await furnishShop(dataDir)
  const folder = join(scratch.folder, name)
  await writeBackup({ database: world.database, folder, dataDir, appVersion: '0.0.0', now: world.cx.now() })
  return folder
}

test('a restored shop has the same rows, schema, sequences and files as the one that was backed up', async () => {
  const folder = await backupOfShop('whole')
  const before = await fingerprints(world.database)
  await inEmptyDatabase(async (database) => {
    const dataDir = join(scratch.folder, 'whole-restored')
    const result = await restoreBackup({ database, folder, dataDir })
    expect(result).toMatchObject({ files: 2, hasJobs: true, migrated: [] })
    expect(await fingerprints(database)).toEqual(before)
    expect(await schemaDump(database.db)).toBe(await schemaDump(world.cx.db))
    expect(await readFile(join(dataDir, 'files/photos/1.jpg'), 'utf8')).toBe('jpeg')
    expect(await readFile(join(dataDir, 'secret'), 'utf8')).toBe('of the old machine')

    const next = sql<{
      id: number
    }>`insert into outbox (type, payload, actor, occurred_at) values ('y', '{}', 'system', now()) returning id`
    const [here, there] = [await next.execute(database.db), await next.execute(world.cx.db)]
    expect(here.rows).toEqual(there.rows)
  })
}, 30_000)

test('a backup is not restored over a shop that is there', async () => {
  const folder = await backupOfShop('occupied')
  await expect(
    restoreBackup({ database: world.database, folder, dataDir: join(scratch.folder, 'elsewhere') }),
  ).rejects.toThrow('The database is not empty')
})

test('a damaged backup is refused before anything is changed', async () => {
  const folder = await backupOfShop('damaged')
  await appendFile(join(folder, 'tables/products.copy.gz'), 'x')
  await inEmptyDatabase(async (database) => {
    await expect(restoreBackup({ database, folder, dataDir: scratch.folder })).rejects.toThrow(
      'products.copy.gz is damaged',
    )
    expect(await fingerprints(database)).toEqual({})
  })
})

test('a backup made by a newer version is refused in words', async () => {
  const folder = await backupOfShop('newer')
  const file = join(folder, 'manifest.json')
  const manifest = JSON.parse(await readFile(file, 'utf8'))
  manifest.migrations.push({ name: '9998_future.sql', checksum: 'x' })
  await writeFile(file, JSON.stringify(manifest))
  await inEmptyDatabase(async (database) => {
    await expect(restoreBackup({ database, folder, dataDir: scratch.folder })).rejects.toThrow('newer version')
  })
})
