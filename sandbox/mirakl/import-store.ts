import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'

const importKinds = ['offers', 'stock', 'prices'] as const
export type ImportKind = (typeof importKinds)[number]

const Line = z.record(z.string(), z.json())
const Report = z.object({
  success: z.number(),
  inserted: z.number(),
  updated: z.number(),
  deleted: z.number(),
  errors: z.array(z.object({ line: z.number(), sku: z.string(), message: z.string() })),
})
export type ImportReport = z.output<typeof Report>

const json = z.string().transform((text): unknown => JSON.parse(text))
const Import = z.object({
  id: z.number(),
  kind: z.enum(importKinds),
  lines: json.pipe(z.array(Line)),
  created_at: z.string(),
  ends_at: z.string(),
  report: json.pipe(Report).nullable(),
})
export type Import = z.output<typeof Import>
export type ImportLine = z.output<typeof Line>

/**
 * Imports of a shop are worked through one after the other, whichever API they came by. The same import sent again
 * while the first still waits is the first.
 */
export function insertImport(machine: Machine, kind: ImportKind, lines: readonly ImportLine[]): number {
  const { store, now } = machine
  const waiting = store.get(
    'select id from mirakl_imports where report is null and kind = ? and lines = ?',
    ...[kind, JSON.stringify(lines)],
  )
  if (waiting) return Number(waiting.id)
  const seconds = readSetting(machine, 'mirakl.importSeconds')
  const last = store.get('select max(ends_at) as ends_at from mirakl_imports where report is null')?.ends_at
  const starts = Math.max(now().getTime(), typeof last === 'string' ? Date.parse(last) : 0)
  return store.run(
    'insert into mirakl_imports (kind, lines, created_at, ends_at) values (?, ?, ?, ?)',
    ...[kind, JSON.stringify(lines), now().toISOString(), new Date(starts + seconds * 1000).toISOString()],
  ).lastId
}

export const dueImports = ({ store, now }: Machine): Import[] =>
  store
    .all('select * from mirakl_imports where report is null and ends_at <= ? order by id', now().toISOString())
    .map((row) => Import.parse(row))

export const finishImport = ({ store }: Machine, id: number, report: ImportReport): void =>
  void store.run('update mirakl_imports set report = ? where id = ?', JSON.stringify(report), id)

export function findImport({ store }: Machine, kind: ImportKind, id: number): Import | undefined {
  const row = store.get('select * from mirakl_imports where kind = ? and id = ?', kind, id)
  return row && Import.parse(row)
}
