import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { refusePresta } from './refusal.ts'
import { type Field, formats, type Resource } from './resources.ts'
import { type FieldValue, findRow, type Row, type RowDocument } from './row-store.ts'
import { shopTime } from './seller.ts'
import { parseXml } from './xml.ts'

const Language = z.union([
  z.object({ '#text': z.string().default(''), '@id': z.string() }),
  z.string().transform(() => undefined),
])
const list = <T extends z.ZodType>(entry: T) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(entry),
  )
const Translated = z.object({ language: list(Language) })
const Envelope = z.object({ prestashop: z.record(z.string(), z.unknown()) })
const Entity = z.record(z.string(), z.unknown())

export type Written = { readonly name: string; readonly resource: Resource; readonly body: string }

/** Reads a new resource; its id is the shop's to give. */
export function readNew(machine: Machine, written: Written): RowDocument {
  const entity = entityOf(written)
  if (plain(entity.id) !== '') refusePresta(400, 91, 'id is forbidden when adding a new resource')
  return documentOf(written.resource, entity, { at: shopTime(machine.now()) })
}

/** A full replacement: what is left out goes back to its empty state, whatever stood there. */
export function readReplacement(machine: Machine, written: Written): Row {
  const entity = entityOf(written)
  const id = plain(entity.id)
  if (id === '') refusePresta(400, 90, 'id is required when modifying a resource')
  const before = findRow(machine, written.name, Number(id)) ?? refusePresta(404, 92, 'Invalid ID')
  return { id: before.id, document: documentOf(written.resource, entity, { at: shopTime(machine.now()), before }) }
}

function entityOf({ resource, body }: Written): z.output<typeof Entity> {
  const envelope = Envelope.safeParse(parseXml(body))
  const entity = Entity.safeParse(envelope.data?.prestashop[resource.node])
  return entity.data ?? refusePresta(400, 90, 'id is required when modifying a resource')
}

type Moment = { readonly at: string; readonly before?: Row }

function documentOf(resource: Resource, entity: z.output<typeof Entity>, { at, before }: Moment): RowDocument {
  const fields = Object.fromEntries(
    Object.entries(resource.fields).map(([name, field]) => [
      name,
      fieldValue(resource, { name, field, given: entity[name] }),
    ]),
  )
  const dates = {
    ...('date_add' in fields ? { date_add: before?.document.fields.date_add ?? at } : {}),
    ...('date_upd' in fields ? { date_upd: at } : {}),
  }
  return { fields: { ...fields, ...dates }, associations: associationsOf(resource, entity.associations, before) }
}

type Given = { readonly name: string; readonly field: Field; readonly given: unknown }

function fieldValue(resource: Resource, { name, field, given }: Given): FieldValue {
  if (field.isReadOnly) {
    if (given !== undefined)
      refusePresta(400, 93, `parameter "${name}" not writable. Please remove this attribute of this XML`)
    return ''
  }
  if (field.isTranslated) return translationsOf(resource, { name, field, given })
  if (given === undefined && field.isRequired) refusePresta(400, 41, `parameter "${name}" required`)
  const value = plain(given)
  check(resource, { name, field, value }, 85)
  return value === '' ? (field.fallback ?? '') : decimals(field, value)
}

/** Amounts are kept with six decimals. */
const decimals = ({ format }: Field, value: string): string => (format === 'isPrice' ? Number(value).toFixed(6) : value)

function translationsOf(resource: Resource, { name, field, given }: Given): FieldValue {
  const languages = Translated.safeParse(given).data?.language ?? []
  const values = Object.fromEntries(
    languages.flatMap((language) => (language ? [[language['@id'], language['#text']]] : [])),
  )
  if (field.isRequired && !values['1']) {
    refusePresta(400, 84, `Validation error: "The field ${name} is required at least in Français (French)."`)
  }
  for (const value of Object.values(values)) check(resource, { name, field, value }, 84)
  return values
}

function check(
  resource: Resource,
  { name, field, value }: { name: string; field: Field; value: string },
  code: number,
): void {
  const wrong = `Validation error: "Property ${resource.entity}->${name}`
  if (value === '') {
    if (field.isRequired) refusePresta(400, code, `${wrong} is empty."`)
    return
  }
  if (field.size !== undefined && value.length > field.size) {
    refusePresta(400, code, `${wrong} length (${value.length}) must be between 0 and ${field.size}"`)
  }
  if (field.format && !formats[field.format].test(value)) refusePresta(400, code, `${wrong} is not valid"`)
}

/** Text of a node, with or without attributes. */
function plain(given: unknown): string {
  if (typeof given === 'string') return given
  return z.object({ '#text': z.string() }).safeParse(given).data?.['#text'] ?? ''
}

const Entries = z.record(z.string(), z.unknown())
/** Kept by the vendor itself, so a client may send them back without effect. */
const derived: readonly string[] = ['images', 'stock_availables']

/** Associations that are not named stay as they are: only fields are replaced. */
function associationsOf(resource: Resource, given: unknown, before: Row | undefined): RowDocument['associations'] {
  const kept = before?.document.associations ?? {}
  const named = Object.entries(Entries.safeParse(given).data ?? {}).flatMap(
    ([name, value]): [string, Record<string, string>[]][] => {
      if (!resource.associations.includes(name))
        return refusePresta(400, 86, `The association "${name}" does not exists`)
      if (derived.includes(name)) return []
      const nodes = list(z.record(z.string(), z.unknown())).safeParse(
        Object.values(Entries.safeParse(value).data ?? {}).flat(),
      )
      return [
        [
          name,
          (nodes.data ?? []).map((node) =>
            Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, plain(inner)])),
          ),
        ],
      ]
    },
  )
  return { ...kept, ...Object.fromEntries(named) }
}
