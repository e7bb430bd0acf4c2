import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Translations = z.record(z.string(), z.string())
const Document = z.object({
  fields: z.record(z.string(), z.union([z.string(), Translations])),
  associations: z.record(z.string(), z.array(z.record(z.string(), z.string()))).default({}),
})
export type RowDocument = z.output<typeof Document>
export type FieldValue = RowDocument['fields'][string]
const Row = z.object({
  id: z.number(),
  document: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(Document),
})
export type Row = z.output<typeof Row>

type NewRow = {
  readonly resource: string
  readonly document: RowDocument
  readonly id?: number
  readonly visibleAt?: Date
}

/** Ids count up per resource, as the vendor's tables do. */
export function insertRow({ store, now }: Machine, { resource, document, id, visibleAt }: NewRow): number {
  const next =
    id ?? store.count('select coalesce(max(id) + 1, 1) as count from prestashop_rows where resource = ?', resource)
  store.run(
    'insert into prestashop_rows (resource, id, document, visible_at) values (?, ?, ?, ?)',
    ...[resource, next, JSON.stringify(document), (visibleAt ?? now()).toISOString()],
  )
  return next
}

export const replaceRow = ({ store }: Machine, resource: string, { id, document }: Row): void =>
  void store.run(
    'update prestashop_rows set document = ? where resource = ? and id = ?',
    JSON.stringify(document),
    resource,
    id,
  )

export const removeRow = ({ store }: Machine, resource: string, id: number): void =>
  void store.run('delete from prestashop_rows where resource = ? and id = ?', resource, id)

export function findRow({ store, now }: Machine, resource: string, id: number): Row | undefined {
  const row = store.get(
    'select id, document from prestashop_rows where resource = ? and id = ? and visible_at <= ?',
    ...[resource, id, now().toISOString()],
  )
  return row && Row.parse(row)
}

export type RowWish = {
  resource: string
  /** One of our own SQL texts, made from the names of known fields only. */
  where?: readonly { sql: string; values: readonly string[] }[]
  /** With a plus before an id, which keeps it from winning over the index of what is looked for. */
  order?: string
  limit?: number
  offset?: number
}

export function findRows(
  { store, now }: Machine,
  { resource, where = [], order = '+id', limit = -1, offset = 0 }: RowWish,
): Row[] {
  const conditions = where.map(({ sql }) => ` and (${sql})`).join('')
  return store
    .all(
      `select id, document from prestashop_rows where resource = ? and visible_at <= ?${conditions} order by ${order} limit ? offset ?`,
      ...[resource, now().toISOString(), ...where.flatMap(({ values }) => values), limit, offset],
    )
    .map((row) => Row.parse(row))
}

/** The SQL of a field's value; ids stand in their own column. */
export const column = (field: string): string =>
  field === 'id' ? 'cast(id as text)' : `json_extract(document, '$.fields.${field}')`

export const text = ({ document }: Row, field: string): string => {
  const value = document.fields[field]
  return typeof value === 'string' ? value : ''
}

/** What the shop's own language says. */
export const translation = ({ document }: Row, field: string): string => {
  const value = document.fields[field]
  return typeof value === 'object' ? (value['1'] ?? '') : ''
}

export const withFields = (row: Row, fields: RowDocument['fields']): Row => ({
  ...row,
  document: { ...row.document, fields: { ...row.document.fields, ...fields } },
})
