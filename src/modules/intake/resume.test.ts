import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyStock } from '#modules/stock'
import { createDiskFiles } from '#platform/files'
import { useWorld } from '#support/world'
import { cancelImport, getImport, jobs, runImport, startImport } from './index.ts'
import { fileOfBytes, type SourceFile } from './source-file.ts'

const world = useWorld()

const rowCount = 650
const longNote = 'Une note longue, pour que le fichier dépasse les tampons. '.repeat(20)
const row = (n: number) => `S${n},Artiste ${n},Titre ${n},CD,5,"${longNote}"`
const table = ['sku,artist,title,format,price,comment', ...Array.from({ length: rowCount }, (_, n) => row(n))].join(
  '\n',
)
const file = fileOfBytes('titres.csv', Buffer.from(table))
const wish = { options: {}, isDryRun: false }

/** Breaks off at row 500, as a process that is killed does for the import's own bookkeeping. */
const brokenFile: SourceFile = {
  name: 'titres.csv',
  async *open() {
    for (const line of table.split('\n').slice(0, 500)) yield Buffer.from(`${line}\n`)
    throw new Error('the plug was pulled')
  },
}

const countOf = async () => (await world.cx.db.selectFrom('units').select('id').execute()).length

test('an import that is cut off goes on from its last batch, nothing twice, nothing lost', {
  timeout: 30_000,
}, async () => {
  const importId = await startImport(world.cx, file, wish)
  await expect(runImport(world.cx, importId, brokenFile)).rejects.toThrow('plug')
  const cut = await getImport(world.cx, importId)
  expect(cut).toMatchObject({ state: 'running', rowsAdded: cut.rowsRead })
  expect([200, 400]).toContain(cut.rowsRead)

  expect(await startImport(world.cx, file, wish)).toBe(importId)
  await runImport(world.cx, importId, file)
  expect(await getImport(world.cx, importId)).toMatchObject({
    state: 'done',
    rowsRead: rowCount,
    rowsAdded: rowCount,
    rowsTotal: rowCount,
  })
  expect(await countOf()).toBe(rowCount)
  expect(await verifyStock(world.cx)).toEqual([])
})

test('two workers on one import write every batch once', { timeout: 30_000 }, async () => {
  const importId = await startImport(world.cx, file, wish)
  await Promise.all([runImport(world.cx, importId, file), runImport(world.cx, importId, file)])
  expect(await getImport(world.cx, importId)).toMatchObject({ state: 'done', rowsAdded: rowCount })
  expect(await countOf()).toBe(rowCount)
})

test('a cancelled import stays cancelled and keeps what it has', async () => {
  const importId = await startImport(world.cx, file, wish)
  await cancelImport(world.cx, importId)
  await runImport(world.cx, importId, file)
  expect(await getImport(world.cx, importId)).toMatchObject({ state: 'cancelled', rowsRead: 0 })
  await expect(cancelImport(world.cx, importId)).rejects.toThrow('intake.import-finished')
})

test('an uploaded import whose worker died is taken up by the next', { timeout: 30_000 }, async () => {
  const files = createDiskFiles(await mkdtemp(join(tmpdir(), 'etal-imports-')))
  Object.assign(world.outside, { files })
  const bytes = Uint8Array.from(Buffer.from(table))
  const keep = {
    fileKey: async (importId: string) => {
      await files.put(`imports/${importId}.csv`, bytes, 'text/csv')
      return `imports/${importId}.csv`
    },
    enqueue: async () => {},
  }
  const importId = await startImport(world.cx, fileOfBytes('titres.csv', bytes), wish, keep)
  const resume = jobs.find(({ name }) => name === 'intake.resume-imports')
  await resume?.run(world.cx, {})
  expect(await getImport(world.cx, importId)).toMatchObject({ state: 'waiting' })
  world.clock.advanceMs(31_000)
  await resume?.run(world.cx, {})
  expect(await getImport(world.cx, importId)).toMatchObject({ state: 'done', rowsAdded: rowCount })
})
