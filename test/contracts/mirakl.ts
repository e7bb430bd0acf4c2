import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { z } from 'zod'

/** Mirakl's own seller OpenAPI lies beside the repository; it is test data and not ours to ship. */
const file = new URL('../../../shared/contracts/mirakl/mirakl-mmp-seller-openapi.json', import.meta.url)
export const hasMiraklContract = existsSync(file)

export type MiraklExchange = { requestBody?: unknown; status: number; responseBody?: unknown }

const Content = z.record(z.string(), z.object({ schema: z.unknown() }))
const Body = z.object({ content: Content.optional() })
const Operation = z.object({ requestBody: Body.optional(), responses: z.record(z.string(), Body) })
const Contract = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
type Contract = z.output<typeof Contract>
type Operation = z.output<typeof Operation>

/** The file describes no refusal at all. This is what Mirakl answers in practice; order calls add an `error_code`. */
const refusal = {
  type: 'object',
  required: ['status', 'message'],
  properties: { status: { type: 'integer' }, message: { type: 'string' }, error_code: { type: 'string' } },
}

/**
 * Every way in which one exchange breaks Mirakl's contract; empty when it keeps it. `path` may carry the sandbox's
 * `/mirakl` in front and a query behind. Fields the contract does not know count as faults: they are misspellings.
 */
export function validateMirakl(method: string, path: string, exchange: MiraklExchange): string[] {
  const [plain = ''] = path.replace(/^\/mirakl(?=\/)/, '').split('?')
  const operation = operationOf(method, plain)
  if (!operation) return [`${method} ${plain} is not in the contract`]
  return [...requestFaults(operation, exchange), ...responseFaults(operation, exchange)]
}

/** Forms arrive here as undefined: a file's columns are prose in the contract. */
function requestFaults({ requestBody: known }: Operation, { requestBody, status }: MiraklExchange): string[] {
  if (requestBody === undefined || status >= 400) return []
  const schema = known?.content?.['application/json']?.schema
  return schema === undefined
    ? ['a body was sent where the contract wants none']
    : faults(schema, requestBody, 'request')
}

function responseFaults({ responses }: Operation, { status, responseBody }: MiraklExchange): string[] {
  if (status >= 400) return faults(refusal, responseBody, 'error')
  const known = responses[status]
  if (!known) return [`status ${status} is not in the contract`]
  const schema = known.content?.['application/json']?.schema
  return schema === undefined || responseBody === undefined ? [] : faults(schema, responseBody, 'response')
}

let loaded: ReturnType<typeof load> | undefined

function load() {
  const contract = Contract.parse(JSON.parse(readFileSync(file, 'utf8')))
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, validateSchema: false, meta: false })
  ajv.addSchema({ $id: 'mirakl', ...corrected({ components: contract.components }) })
  return { contract, ajv, validators: new Map<string, ValidateFunction>() }
}

function opened(): ReturnType<typeof load> {
  loaded ??= load()
  return loaded
}

function operationOf(method: string, path: string): Operation | undefined {
  const { contract } = opened()
  const found = matching(contract, path)
    .map((methods) => methods[method.toLowerCase()])
    .find((operation) => operation !== undefined)
  return found === undefined ? undefined : Operation.parse(found)
}

/** Literal addresses before those with parameters: `/api/offers/states` is not an offer. */
const matching = ({ paths }: Contract, path: string) =>
  Object.entries(paths)
    .filter(([template]) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path))
    .toSorted(([a], [b]) => a.split('{').length - b.split('{').length)
    .map(([, methods]) => methods)

function faults(schema: unknown, value: unknown, side: string): string[] {
  const { ajv, validators } = opened()
  const key = JSON.stringify(schema)
  const validate =
    validators.get(key) ?? ajv.compile(corrected(JSON.parse(key.replaceAll('"#/components', '"mirakl#/components'))))
  validators.set(key, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${side}${instancePath}: ${message} ${JSON.stringify(params)}`,
  )
}

const Described = z.object({ type: z.literal('string'), description: z.string() })

/**
 * Three corrections: objects take no unknown fields (operators' own fields aside), enumerations that stand only in the
 * prose are read from it, and addresses may be null, as their description says.
 */
function corrected(schema: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
    if ((key === 'shipping_address' || key === 'billing_address') && ('$ref' in value || 'properties' in value))
      return { anyOf: [value, { type: 'null' }] }
    const described = Described.safeParse(value)
    if (described.success) return { ...value, ...enumOf(described.data.description) }
    const isClosed = 'properties' in value && 'type' in value && value.type === 'object' && !('discriminator' in value)
    return isClosed && !('additionalProperties' in value) ? { ...value, additionalProperties: false } : value
  })
}

function enumOf(description: string): { enum?: string[] } {
  const list = /Enum: ((?:`"[^"`]*"`(?:, )?)+)/.exec(description)?.[1]
  return list === undefined ? {} : { enum: [...list.matchAll(/`"([^"`]*)"`/g)].map(([, word = '']) => word) }
}
