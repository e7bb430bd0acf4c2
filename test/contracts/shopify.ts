import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import {
  buildClientSchema,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql'
import { z } from 'zod'

/** Shopify's own introspection lies beside the repository; it is test data and not ours to ship. */
const file = new URL('../../../shared/contracts/shopify/admin_2026-10.json.gz', import.meta.url)
export const hasShopifyContract = existsSync(file)

const Request = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) })
const Response = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.unknown()).optional(),
})

let schema: GraphQLSchema | undefined

function opened(): GraphQLSchema {
  if (schema) return schema
  const told = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'))
  schema = buildClientSchema(told.data ?? told)
  return schema
}

/**
 * Every way in which one exchange breaks the schema: a document that does not validate, variables that cannot be
 * coerced, an answer that is not what the document selects.
 */
export function validateShopify(exchange: { requestBody?: unknown; responseBody?: unknown }): string[] {
  const asked = Request.safeParse(exchange.requestBody)
  if (!asked.success) return ['the request is not a GraphQL document']
  const document = parse(asked.data.query)
  const invalid = validate(opened(), document).map(({ message }) => `document: ${message}`)
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  if (invalid.length > 0 || !operation) return invalid
  const { errors = [] } = getVariableValues(opened(), operation.variableDefinitions ?? [], asked.data.variables)
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )
  return [
    ...errors.map(({ message }) => `variables: ${message}`),
    ...answerFaults(operation, fragments, exchange.responseBody),
  ]
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

function answerFaults(operation: OperationDefinitionNode, fragments: Fragments, body: unknown): string[] {
  const answer = Response.safeParse(body)
  if (!answer.success) return ['the answer is neither data nor errors']
  const { data, errors } = answer.data
  const root = operation.operation === 'mutation' ? opened().getMutationType() : opened().getQueryType()
  if (!data || !root) return errors ? [] : ['the answer has neither data nor errors']
  return objectFaults(data, { type: root, selections: operation.selectionSet, fragments, path: 'data' })
}

type Place = { type: GraphQLOutputType; selections: SelectionSetNode; fragments: Fragments; path: string }

/** The fields a selection asks of an object of this type; fragments on other types ask nothing of it. */
function fieldsOf(place: Place): { name: string; alias: string; selections: SelectionSetNode | undefined }[] {
  const { type, fragments } = place
  return place.selections.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD)
      return [{ name: node.name.value, alias: node.alias?.value ?? node.name.value, selections: node.selectionSet }]
    const part = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node
    const on = part?.typeCondition?.name.value
    return part && (on === undefined || on === getNamedType(type).name)
      ? fieldsOf({ ...place, selections: part.selectionSet })
      : []
  })
}

function objectFaults(value: unknown, place: Place): string[] {
  const { type, path, fragments } = place
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [`${path}: must be an object`]
  if (!isObjectType(type)) return []
  const given: Record<string, unknown> = { ...value }
  const fields = fieldsOf(place)
  const strangers = Object.keys(given).filter((key) => !fields.some(({ alias }) => alias === key))
  return [
    ...strangers.map((key) => `${path}.${key}: was not asked for`),
    ...fields.flatMap(({ name, alias, selections }) => {
      const field = type.getFields()[name]
      if (!field) return []
      if (!(alias in given)) return [`${path}.${alias}: is missing`]
      return valueFaults(given[alias], {
        type: field.type,
        selections: selections ?? noSelections,
        fragments,
        path: `${path}.${alias}`,
      })
    }),
  ]
}

const noSelections: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] }

function valueFaults(value: unknown, place: Place): string[] {
  const { type, path } = place
  if (isNonNullType(type))
    return value === null ? [`${path}: must not be null`] : valueFaults(value, { ...place, type: type.ofType })
  if (value === null) return []
  if (isListType(type)) {
    if (!Array.isArray(value)) return [`${path}: must be a list`]
    return value.flatMap((entry, index) =>
      valueFaults(entry, { ...place, type: type.ofType, path: `${path}.${index}` }),
    )
  }
  if (isLeafType(type)) return isLeaf(type, value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${type.name}`]
  // Which type an interface is of only `__typename` tells, which we do not ask for; its fragments name one each.
  if (isAbstractType(type)) return abstractFaults(value, place)
  return objectFaults(value, place)
}

function abstractFaults(value: unknown, place: Place): string[] {
  const candidates = place.selections.selections.flatMap((node) =>
    node.kind === Kind.INLINE_FRAGMENT && node.typeCondition ? [node.typeCondition.name.value] : [],
  )
  if (candidates.length === 0 || JSON.stringify(value) === '{}') return []
  const faults = candidates.map((name) => {
    const type = opened().getType(name)
    return isObjectType(type) ? objectFaults(value, { ...place, type }) : []
  })
  return faults.find((found) => found.length === 0) ?? faults[0] ?? []
}

const numbers: readonly string[] = ['Int', 'Float']

function isLeaf(type: GraphQLOutputType, value: unknown): boolean {
  if (isEnumType(type)) return type.getValues().some(({ name }) => name === value)
  const { name } = getNamedType(type)
  if (name === 'Boolean') return typeof value === 'boolean'
  if (numbers.includes(name)) return typeof value === 'number'
  if (name === 'DateTime') return typeof value === 'string' && !Number.isNaN(Date.parse(value))
  if (name === 'Money' || name === 'Decimal') return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
  return name === 'JSON' || typeof value === 'string'
}
