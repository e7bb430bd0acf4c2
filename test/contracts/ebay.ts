import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { z } from 'zod'

/** eBay's own OpenAPI files lie beside the repository; they are test data and not ours to ship. */
const folder = new URL('../../../shared/contracts/ebay/', import.meta.url)
export const hasEbayContracts = existsSync(folder)

const files: Readonly<Record<string, string>> = {
  '/sell/inventory/v1': 'sell_inventory_v1',
  '/sell/fulfillment/v1': 'sell_fulfillment_v1',
  '/sell/account/v1': 'sell_account_v1',
  '/sell/metadata/v1': 'sell_metadata_v1',
  '/sell/analytics/v1': 'sell_analytics_v1',
  '/commerce/taxonomy/v1': 'commerce_taxonomy_v1',
  '/commerce/notification/v1': 'commerce_notification_v1',
  '/post-order/v2': 'cancellation',
}

/** No file on disk describes these (the media file is older than its image calls). */
const uncovered = [/^\/identity\//, /^\/commerce\/media\/v1_beta\/image/, /^\/commerce\/notification\/v1\/_/]

/** This file names addresses and statuses, but no bodies. */
const bodiless = ['/post-order/v2']

export type EbayExchange = { requestBody?: unknown; status: number; responseBody?: unknown }

const Content = z.object({ 'application/json': z.object({ schema: z.unknown() }).optional() }).partial()
const Body = z.object({ content: Content.optional() })
const Operation = z.object({ requestBody: Body.optional(), responses: z.record(z.string(), Body) })
const Contract = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
type Schema = Readonly<Record<string, unknown>>

const errorList = {
  type: 'object',
  required: ['errors'],
  properties: {
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['errorId', 'domain', 'category', 'message'],
        properties: { errorId: { type: 'integer' } },
      },
    },
  },
}

/**
 * Every way in which one exchange breaks eBay's contract; empty when it keeps it. `path` may carry the sandbox's `/ebay`
 * in front and a query behind. Fields the contract does not know count as faults: they are misspellings.
 */
export function validateEbay(method: string, path: string, exchange: EbayExchange): string[] {
  const [plain = ''] = path.replace(/^\/ebay(?=\/)/, '').split('?')
  if (uncovered.some((pattern) => pattern.test(plain))) return []
  const base = Object.keys(files).find((prefix) => plain.startsWith(`${prefix}/`))
  if (base === undefined) return [`no contract for ${plain}`]
  const contract = contractOf(files[base] ?? '')
  const operation = contract.operationOf(method, plain.slice(base.length))
  if (!operation) return [`${method} ${plain} is not in the contract`]
  const { requestBody: _untold, ...answered } = exchange
  const checked = bodiless.includes(base) ? answered : exchange
  return [...requestFaults(contract, operation, checked), ...responseFaults(contract, operation, checked)]
}

type LoadedContract = ReturnType<typeof loadContract>
type LoadedOperation = z.output<typeof Operation>

function requestFaults(
  contract: LoadedContract,
  operation: LoadedOperation,
  { requestBody, status }: EbayExchange,
): string[] {
  if (requestBody === undefined || status >= 400) return []
  const schema = operation.requestBody?.content?.['application/json']?.schema
  return schema === undefined
    ? ['a body was sent where the contract wants none']
    : contract.faults(schema, requestBody, 'request')
}

function responseFaults(
  contract: LoadedContract,
  operation: LoadedOperation,
  { status, responseBody }: EbayExchange,
): string[] {
  if (status >= 400) return contract.faults(errorList, responseBody, 'error')
  const known = operation.responses[status] ?? (status === 204 ? {} : undefined)
  if (!known) return [`status ${status} is not in the contract`]
  const schema = (known.content ?? operation.responses['200']?.content)?.['application/json']?.schema
  if (schema === undefined || responseBody === undefined || responseBody === '') return []
  return contract.faults(schema, responseBody, 'response')
}

const contracts = new Map<string, LoadedContract>()

function contractOf(name: string): LoadedContract {
  const contract = contracts.get(name) ?? loadContract(name)
  contracts.set(name, contract)
  return contract
}

function loadContract(name: string) {
  const document = Contract.parse(JSON.parse(readFileSync(new URL(`${name}_oas3.json`, folder), 'utf8')), {})
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, validateSchema: false, meta: false })
  ajv.addSchema({ $id: name, ...closed(document) })
  const validators = new Map<string, ValidateFunction>()

  const validatorOf = (schema: unknown): ValidateFunction => {
    const key = JSON.stringify(schema)
    const known =
      validators.get(key) ?? ajv.compile(JSON.parse(key.replaceAll('"#/components', `"${name}#/components`)))
    validators.set(key, known)
    return known
  }
  return {
    operationOf: (method: string, path: string): LoadedOperation | undefined => {
      // The same address may stand twice, once with a slash at its end, each with other methods.
      const operations = Object.entries(document.paths).filter(([template]) => matches(template, path))
      const operation = operations
        .map(([, methods]) => methods[method.toLowerCase()])
        .find((found) => found !== undefined)
      return operation === undefined ? undefined : Operation.parse(operation)
    },
    faults: (schema: unknown, value: unknown, side: string): string[] => {
      const validate = validatorOf(schema)
      if (validate(value)) return []
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${side}${instancePath}: ${message} ${JSON.stringify(params)}`,
      )
    },
  }
}

/** Templates are tried in the file's order; a literal segment wins over a parameter because braces never match one. */
function matches(template: string, path: string): boolean {
  const wanted = template.replace(/\/$/, '').split('/')
  const given = path.replace(/\/$/, '').split('/')
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => segment.startsWith('{') || segment === given[index])
  )
}

/** As the live answers look: https://developer.ebay.com/api-docs/sell/analytics/types/ssp:Metric. */
const metricList = {
  type: 'array',
  items: { type: 'object', required: ['metricKey', 'value'], properties: { metricKey: { type: 'string' } } },
}

const asRecord = (value: unknown): Schema => (value !== null && typeof value === 'object' ? { ...value } : {})

/**
 * Objects take no unknown fields. Three types of the files are wrong: aspects (a string there) are lists by name, a
 * destination's delivery config (a string) is its object, and the metrics of seller standards got the schema of another API.
 */
function closed(value: unknown): Schema {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    if (key === 'deliveryConfig' && 'type' in inner && inner.type === 'string')
      return { $ref: '#/components/schemas/DeliveryConfig' }
    if (key === 'StandardsProfile' && 'properties' in inner)
      return { ...inner, properties: { ...asRecord(inner.properties), metrics: metricList } }
    if (key === 'aspects' && 'type' in inner && inner.type === 'string') {
      return { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } }
    }
    const isObject =
      'type' in inner && inner.type === 'object' && 'properties' in inner && !('additionalProperties' in inner)
    return isObject ? { ...inner, additionalProperties: false } : inner
  })
}
