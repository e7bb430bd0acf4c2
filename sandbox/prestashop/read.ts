import type { Context } from 'hono'
import { type Machine, readSetting } from '#sandbox/machine'
import { refusePresta, refuseUnknown } from './refusal.ts'
import { rowNode } from './render.ts'
import type { Resource } from './resources.ts'
import { column, findRows, type Row } from './row-store.ts'

type Condition = { sql: string; values: readonly string[] }
export type Asked = { readonly name: string; readonly resource: Resource; readonly c: Context }

/** A list: ids only unless `display` says more, everything unless filtered or limited. */
export function listRows(machine: Machine, { name, resource, c }: Asked): string {
  const found = findRows(machine, {
    resource: name,
    where: conditions({ name, resource, c }),
    order: orderOf({ name, resource, c }),
    ...limits(c.req.query('limit')),
  })
  const fields = displayed(resource, c.req.query('display'))
  // The fault "duplicate orders": each order comes twice, as with pages that shift while orders change.
  const isDoubled = name === 'orders' && readSetting(machine, 'prestashop.duplicateOrders') === 1
  const shown = isDoubled ? found.flatMap((row) => [row, row]) : found
  const nodes = shown.map((row: Row) => rowNode(machine, { name, resource, row, fields }))
  return `<${name}>\n${nodes.join('\n')}\n</${name}>`
}

/** Dates are no filters unless `date=1` says so. */
function filterable({ resource, c }: Asked): string[] {
  const names = Object.entries(resource.fields).flatMap(([name, field]) => (field.isReadOnly ? [] : [name]))
  return ['id', ...names].filter((name) => !name.startsWith('date_') || c.req.query('date') === '1')
}

function conditions(asked: Asked): Condition[] {
  const known = filterable(asked)
  return Object.entries(asked.c.req.query()).flatMap(([parameter, value]) => {
    const field = /^filter\[(\w+)\]$/.exec(parameter)?.[1]
    if (field === undefined) return []
    if (!known.includes(field)) return refuseUnknown(32, 'This filter does not exist', { value: field, known })
    if (value === '') return refusePresta(400, 33, `The filter "${field}" is malformed.`)
    return [conditionOf(field, value, asked.resource.fields[field]?.isTranslated === true)]
  })
}

/** `[a|b]`, `[from,to]`, `[begin]%`, `%[part]%`, `>[x]`, `<[x]`, `![x]`, or the value itself; never case-sensitive. */
function conditionOf(field: string, value: string, isTranslated: boolean): Condition {
  const [, before = '', inner = '', after = ''] = /^(.*)\[(.*)\](.*)$/.exec(value) ?? ['', '', value, '']
  const target = isTranslated ? 'value' : column(field)
  const condition = compare(target, { before, inner, after })
  if (!isTranslated) return condition
  return { ...condition, sql: `exists (select 1 from json_each(document, '$.fields.${field}') where ${condition.sql})` }
}

function compare(
  target: string,
  { before, inner, after }: { before: string; inner: string; after: string },
): Condition {
  if (before === '%' || after === '%') return { sql: `${target} like ?`, values: [`${before}${inner}${after}`] }
  if (before === '>' || before === '<') return { sql: `${target} ${before} ?`, values: [inner] }
  if (before === '!')
    return { sql: `${target} not in (select value from json_each(?))`, values: [JSON.stringify(inner.split('|'))] }
  if (inner.includes('|')) {
    const values = [JSON.stringify(inner.split('|'))]
    return { sql: `${target} collate nocase in (select value from json_each(?))`, values }
  }
  const interval = /^([\d.:\-\s]+),([\d.:\-\s]+)$/.exec(inner)
  if (interval) return { sql: `${target} between ? and ?`, values: [interval[1] ?? '', interval[2] ?? ''].toSorted() }
  return { sql: `${target} = ? collate nocase`, values: [inner] }
}

function orderOf(asked: Asked): string {
  const text = asked.c.req.query('sort')
  if (text === undefined) return '+id'
  const known = filterable(asked)
  return text
    .replace(/^\[(.*)\]$/, '$1')
    .split(',')
    .map((sort) => {
      const [, field = '', direction] = /^(\w+)_(ASC|DESC)$/i.exec(sort) ?? []
      if (direction === undefined) {
        return refusePresta(
          400,
          37,
          'The "sort" value has to be formed as this example: "field_ASC" or \'[field_1_DESC,field_2_ASC]\'',
        )
      }
      if (!known.includes(field)) {
        return refusePresta(
          400,
          38,
          `Unable to filter by this field. However, these are available: ${known.join(', ')}`,
        )
      }
      return `${field === 'id' ? '+id' : column(field)} ${direction}`
    })
    .join(', ')
}

function limits(text: string | undefined): { limit?: number; offset?: number } {
  if (text === undefined) return {}
  const [first = '', second, ...more] = text.split(',')
  if (more.length > 0)
    return refusePresta(400, 39, 'The "limit" value has to be formed as this example: "5,25" or "10"')
  return second === undefined ? { limit: Number(first) } : { offset: Number(first), limit: Number(second) }
}

/** Undefined: ids only. */
function displayed(resource: Resource, text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  const known = ['id', ...Object.keys(resource.fields)]
  if (text === 'full') return [...known, ...resource.associations]
  const list = /^\[(.*)\]$/.exec(text)?.[1]
  if (list === undefined) {
    return refusePresta(
      400,
      36,
      `The 'display' syntax is wrong. You can set 'full' or '[field_1,field_2,field_3,...]'. These are available: ${known.join(', ')}`,
    )
  }
  const asked = list.split(',')
  const strange = asked.find((name) => !known.includes(name))
  return strange === undefined
    ? asked
    : refusePresta(
        400,
        35,
        `Unable to display this field "${strange}". However, these are available: ${known.join(', ')}`,
      )
}
