import { createHash } from 'node:crypto'
import { z } from 'zod'
import { aliased, type ShopifyClient, type UserError, userErrors } from './client.ts'
import type { ProductMemory } from './products.ts'
import type { ShopifySettings } from './settings.ts'

const payload = z.object({ userErrors })
const answers = z.record(z.string(), payload)

export type QuantityChange = {
  readonly memory: ProductMemory
  readonly quantity: number
  /** Undefined: whatever it is now. */
  readonly from: number | undefined
}

/**
 * One compare-and-set per product, each with its own idempotency key: told twice after a lost answer it counts once, and
 * a sale that happened there meanwhile makes it stale instead of being overwritten.
 */
export function quantitiesDocument(changes: readonly QuantityChange[], { locationId }: ShopifySettings) {
  const { needs, fields, variables } = aliased(changes, ({ memory, quantity, from }, index) => ({
    needs: `$q${index}: InventorySetQuantitiesInput!, $k${index}: String!`,
    field: `q${index}: inventorySetQuantities(input: $q${index}) @idempotent(key: $k${index}) { userErrors { field message code } }`,
    variables: {
      [`k${index}`]: keyOf(memory, quantity, from),
      [`q${index}`]: {
        name: 'available',
        reason: 'correction',
        quantities: [
          { inventoryItemId: memory.inventoryItemId, locationId, quantity, changeFromQuantity: from ?? null },
        ],
      },
    },
  }))
  return { document: `mutation quantities(${needs}) {\n${fields}\n}`, variables }
}

/** Setting 0 needs no protection and must never be taken for an earlier 0; anything else is one change with one key. */
const keyOf = ({ inventoryItemId, turn }: ProductMemory, quantity: number, from: number | undefined): string =>
  from === undefined
    ? crypto.randomUUID()
    : createHash('sha256').update(`${inventoryItemId} ${turn} ${from} ${quantity}`).digest('hex').slice(0, 32)

export async function setQuantities(
  client: ShopifyClient,
  changes: readonly QuantityChange[],
  settings: ShopifySettings,
): Promise<readonly (readonly UserError[])[]> {
  if (changes.length === 0) return []
  const { document, variables } = quantitiesDocument(changes, settings)
  const told = await client.ask(answers, document, variables)
  return changes.map((_, index) => told[`q${index}`]?.userErrors ?? [])
}

export const isStale = (errors: readonly UserError[]): boolean =>
  errors.some(({ code }) => code === 'CHANGE_FROM_QUANTITY_STALE')

export const isGone = (errors: readonly UserError[]): boolean =>
  errors.some(({ code }) => code === 'INVALID_INVENTORY_ITEM')

/** The same key is still being worked on, or failed before: neither is the seller's fault. */
export const isBusy = (errors: readonly UserError[]): boolean =>
  errors.some(({ code }) => code?.startsWith('IDEMPOTENCY_'))
