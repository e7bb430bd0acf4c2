import type { FieldNode, GraphQLResolveInfo } from 'graphql'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { findProduct, setAvailable } from './product-store.ts'
import { locationId, numberOf } from './seller.ts'

const Args = z.object({
  input: z.object({
    name: z.string(),
    reason: z.string(),
    quantities: z.array(
      z.object({
        inventoryItemId: z.string(),
        locationId: z.string(),
        quantity: z.number(),
        changeFromQuantity: z.number().nullable().optional(),
      }),
    ),
  }),
})
type Entry = z.output<typeof Args>['input']['quantities'][number]
type Fault = { field: string[] | null; message: string; code: string }

const reasons = ['correction', 'cycle_count_available', 'other', 'received', 'restock', 'shrinkage']

/** All entries or none: the first fault leaves everything as it was. */
export function setQuantities(machine: Machine, args: unknown): { userErrors: Fault[] } {
  const { input } = Args.parse(args)
  const fault = (message: string, code: string) => ({ userErrors: [{ field: ['input'], message, code }] })
  if (input.name !== 'available') return fault('The quantity name must be available', 'INVALID_NAME')
  if (!reasons.includes(input.reason)) return fault('The specified reason is invalid', 'INVALID_REASON')
  const faults = input.quantities.flatMap((entry, index) => faultOf(machine, entry, index))
  if (faults.length > 0) return { userErrors: faults }
  for (const { inventoryItemId, quantity } of input.quantities)
    setAvailable(machine, numberOf('InventoryItem', inventoryItemId), quantity)
  return { userErrors: [] }
}

function faultOf(machine: Machine, entry: Entry, index: number): Fault[] {
  const fault = (field: string, message: string, code: string) => [
    { field: ['input', 'quantities', String(index), field], message, code },
  ]
  const product = findProduct(machine, numberOf('InventoryItem', entry.inventoryItemId))
  if (!product)
    return fault('inventoryItemId', 'The specified inventory item could not be found.', 'INVALID_INVENTORY_ITEM')
  if (entry.locationId !== locationId)
    return fault('locationId', 'The specified location could not be found.', 'INVALID_LOCATION')
  if (entry.quantity < 0) return fault('quantity', "The quantity can't be negative.", 'INVALID_QUANTITY_NEGATIVE')
  if (entry.changeFromQuantity === undefined)
    return fault('changeFromQuantity', 'The changeFromQuantity argument must be given', 'COMPARE_QUANTITY_REQUIRED')
  if (entry.changeFromQuantity !== null && entry.changeFromQuantity !== product.available)
    return fault('changeFromQuantity', 'The changeFromQuantity value does not match', 'CHANGE_FROM_QUANTITY_STALE')
  return []
}

/** The key of `@idempotent`, which this version requires on mutations that say so. */
function keyOf({ fieldNodes, variableValues }: GraphQLResolveInfo): string | undefined {
  const [field] = fieldNodes
  const argument = field && keyArgument(field)
  if (!argument) return undefined
  if (argument.kind === 'StringValue') return argument.value
  return argument.kind === 'Variable' ? String(variableValues[argument.name.value] ?? '') : undefined
}

const keyArgument = ({ directives = [] }: FieldNode) =>
  directives.find(({ name }) => name.value === 'idempotent')?.arguments?.find(({ name }) => name.value === 'key')?.value

const Payload = z.looseObject({ userErrors: z.array(z.looseObject({ message: z.string() })) })
type Payload = z.output<typeof Payload>

function replayed(answer: Payload): Payload {
  if (answer.userErrors.length === 0) return answer
  const message = 'A previous request with this idempotency key failed. Retry with a new idempotency key.'
  return { userErrors: [{ field: null, message, code: 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED' }] }
}

/** The same key answers what it answered before; with other parameters it is refused. */
export function once(
  machine: Machine,
  { args, info }: { args: unknown; info: GraphQLResolveInfo },
  work: () => Payload,
): Payload {
  const key = keyOf(info)
  if (!key?.trim()) throw new Error('The @idempotent directive is required for this mutation')
  const parameters = JSON.stringify([info.fieldName, args])
  const known = machine.store.get('select parameters, answer from shopify_keys where key = ?', key)
  if (known && known.parameters !== parameters) {
    const message = 'The same idempotency key cannot be used with different operation parameters.'
    return { userErrors: [{ field: null, message, code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' }] }
  }
  if (known) return replayed(Payload.parse(JSON.parse(String(known.answer))))
  return machine.store.inTransaction(() => {
    const answer = work()
    machine.store.run(
      'insert into shopify_keys (key, parameters, answer) values (?, ?, ?)',
      ...[key, parameters, JSON.stringify(answer)],
    )
    return answer
  })
}
