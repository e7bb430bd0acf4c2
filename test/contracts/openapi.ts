import { z } from 'zod'

/**
 * OpenAPI files of vendors, held against single exchanges. The schema is walked along the value instead of being compiled:
 * payment objects refer to most of a vendor's API, of which one exchange needs a handful.
 */
export type Contract = {
  readonly faultsOf: (exchange: Exchange) => string[]
  /** Of a value against a schema by its name. */
  readonly faultsAs: (name: string, value: unknown, path: string) => string[]
}

export type Exchange = {
  readonly method: string
  readonly path: string
  /** A parsed form or JSON text; undefined when nothing was sent. */
  readonly request: unknown
  /** A form holds text only, also where a number is wanted. */
  readonly isForm: boolean
  readonly status: number
  readonly answer: unknown
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const Body = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() })
const Operation = z.object({ requestBody: Body.optional(), responses: z.record(z.string(), z.unknown()) })
type Operation = z.output<typeof Operation>

export function openContract(document: unknown): Contract {
  const { paths, components } = z.object({ paths: z.unknown(), components: z.unknown() }).parse(document)
  const resolve = (ref: unknown): Fields | undefined => {
    const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/(.+)$/.exec(String(ref)) ?? []
    const found = fieldsOf(fieldsOf(components)[kind])[name]
    return isFields(found) ? found : undefined
  }
  const faultsIn = (schema: unknown, value: unknown, place: Place): string[] => [
    ...valueFaults(fieldsOf(schema), value, { ...place, resolve }),
    ...strangers([fieldsOf(schema)], value, { ...place, resolve }),
  ]
  return {
    faultsOf(exchange) {
      const { method, path, request, isForm, status, answer } = exchange
      const operation = operationOf(fieldsOf(paths), method, path)
      if (!operation) return [`${method} ${path} is not in the contract`]
      const sent = schemaOf(operation.requestBody)
      const told = operation.responses[status] ?? (status >= 400 ? operation.responses.default : undefined)
      if (told === undefined) return [`status ${status} is not in the contract`]
      const { $ref } = fieldsOf(told)
      const expected = schemaOf(Body.parse($ref === undefined ? told : resolve($ref)))
      if (request !== undefined && sent === undefined) return ['a body was sent where the contract wants none']
      return [
        ...(request === undefined || status >= 400 ? [] : faultsIn(sent, request, { path: 'request', isForm })),
        ...(expected === undefined || answer === undefined
          ? []
          : faultsIn(expected, answer, { path: 'answer', isForm: false })),
      ]
    },
    faultsAs: (name, value, path) => faultsIn({ $ref: `#/components/schemas/${name}` }, value, { path, isForm: false }),
  }
}

const schemaOf = (body: z.output<typeof Body> | undefined): unknown => Object.values(body?.content ?? {})[0]?.schema

function operationOf(paths: Fields, method: string, path: string): Operation | undefined {
  const templates = Object.keys(paths).filter((template) =>
    new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
  )
  const found = templates.map((template) => fieldsOf(paths[template])[method.toLowerCase()]).find(Boolean)
  return found === undefined ? undefined : Operation.parse(found)
}

type Place = { readonly path: string; readonly isForm: boolean }
type Walk = Place & { readonly resolve: (ref: unknown) => Fields | undefined }
const inside = (walk: Walk, name: string | number): Walk => ({ ...walk, path: `${walk.path}.${name}` })

/** What is said here, wrong or not: a keyword nobody checks would make the whole check weaker than it looks. */
const silent = new Set(
  'description title example examples default format readOnly writeOnly deprecated nullable properties additionalProperties'.split(
    ' ',
  ),
)

/** Everything but fields that nobody knows. What a slice of a contract does not hold may be anything. */
function valueFaults(schema: Fields, value: unknown, walk: Walk): string[] {
  if (value === null && schema.nullable === true) return []
  const faults = Object.entries(schema).flatMap(([keyword, wanted]): string[] => {
    if (silent.has(keyword) || keyword.startsWith('x-')) return []
    const check = checks[keyword]
    return check ? check(wanted, value, walk) : [`${walk.path}: nobody checks ${keyword}`]
  })
  const properties = isFields(value) ? Object.entries(fieldsOf(schema.properties)) : []
  const given = fieldsOf(value)
  return [
    ...faults,
    ...properties.flatMap(([name, inner]) =>
      given[name] === undefined ? [] : valueFaults(fieldsOf(inner), given[name], inside(walk, name)),
    ),
  ]
}

type Check = (wanted: unknown, value: unknown, walk: Walk) => string[]

const faultIf = (isBroken: boolean, { path }: Walk, words: string): string[] => (isBroken ? [`${path}: ${words}`] : [])

const oneOf: Check = (wanted, value, walk) => {
  const found = listOf(wanted).map((schema) => valueFaults(fieldsOf(schema), value, walk))
  return found.some((faults) => faults.length === 0)
    ? []
    : [`${walk.path}: none of ${found.length} fits`, ...(found[0] ?? [])]
}
const length: (isWrong: (length: number, limit: number) => boolean, words: string) => Check =
  (isWrong, words) => (wanted, value, walk) =>
    faultIf(
      (typeof value === 'string' || Array.isArray(value)) && isWrong(value.length, Number(wanted)),
      walk,
      `${words} than ${wanted}`,
    )
const tooLong = length((size, limit) => size > limit, 'longer')
const tooShort = length((size, limit) => size < limit, 'shorter')

const checks: Readonly<Record<string, Check>> = {
  $ref(wanted, value, walk) {
    const schema = walk.resolve(wanted)
    return schema ? valueFaults(schema, value, walk) : []
  },
  allOf: (wanted, value, walk) => listOf(wanted).flatMap((schema) => valueFaults(fieldsOf(schema), value, walk)),
  anyOf: oneOf,
  oneOf,
  type: (wanted, value, walk) =>
    faultIf(!isOfType(String(wanted), value, walk), walk, `is no ${wanted}: ${JSON.stringify(value)}`),
  enum: (wanted, value, walk) =>
    faultIf(!listOf(wanted).includes(value), walk, `${JSON.stringify(value)} is not offered`),
  required: (wanted, value, walk) =>
    isFields(value)
      ? listOf(wanted).flatMap((name) => faultIf(value[String(name)] === undefined, walk, `lacks ${name}`))
      : [],
  items: (wanted, value, walk) =>
    listOf(value).flatMap((entry, index) => valueFaults(fieldsOf(wanted), entry, inside(walk, index))),
  pattern: (wanted, value, walk) =>
    faultIf(
      typeof value === 'string' && !new RegExp(String(wanted)).test(value),
      walk,
      `${value} does not match ${wanted}`,
    ),
  minLength: tooShort,
  minItems: tooShort,
  maxLength: tooLong,
  maxItems: tooLong,
  minimum: (wanted, value, walk) => faultIf(Number(value) < Number(wanted), walk, `less than ${wanted}`),
  maximum: (wanted, value, walk) => faultIf(Number(value) > Number(wanted), walk, `more than ${wanted}`),
}

function isOfType(type: string, value: unknown, { isForm }: Place): boolean {
  if (type === 'object') return isFields(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'string') return typeof value === 'string'
  const told =
    isForm && typeof value === 'string' && /^(true|false|-?\d+(\.\d+)?)$/.test(value) ? JSON.parse(value) : value
  if (type === 'integer') return Number.isInteger(told)
  return typeof told === type
}

/** Fields none of the schemas that speak of this value knows: misspellings. */
function strangers(schemas: readonly Fields[], value: unknown, walk: Walk): string[] {
  const speaking = schemas.flatMap((schema) => spoken(schema, walk))
  if (Array.isArray(value))
    return value.flatMap((entry, index) =>
      strangers(
        speaking.flatMap(({ items }) => (isFields(items) ? [items] : [])),
        entry,
        inside(walk, index),
      ),
    )
  if (!isFields(value) || speaking.some(isOpen)) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const told = speaking.map(({ properties }) => fieldsOf(properties)[name]).filter(isFields)
    return told.length === 0
      ? [`${walk.path}.${name}: is not in the contract`]
      : strangers(told, inner, inside(walk, name))
  })
}

const parts = ['allOf', 'anyOf', 'oneOf'] as const
const anything: Fields = { additionalProperties: true }

/** A schema and all it is made of. */
const spoken = (schema: Fields, walk: Walk): Fields[] => [
  schema,
  ...parts.flatMap((part) => listOf(schema[part]).flatMap((inner) => spoken(fieldsOf(inner), walk))),
  ...(schema.$ref === undefined ? [] : spoken(walk.resolve(schema.$ref) ?? anything, walk)),
]

const isOpen = ({ additionalProperties, properties, ...rest }: Fields): boolean =>
  (additionalProperties !== undefined && additionalProperties !== false) ||
  (properties === undefined && (rest.type === 'object' || Object.keys(rest).length === 0))
