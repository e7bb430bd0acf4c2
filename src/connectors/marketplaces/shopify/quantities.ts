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
  /** A new attempt after one that Shopify remembers as failed needs a key of its own. */
  readonly isNewAttempt?: boolean
}

/**
 * One compare-and-set per product, each with its own idempotency key: told twice after a lost answer it counts once, and
 * a sale that happened there meanwhile makes it stale instead of being overwritten.
 */
export function quantitiesDocument(changes: readonly QuantityChange[], { locationId }: ShopifySettings) {
  const { needs, fields, variables } = aliased(changes, (change, index) => ({
    needs: `$q${index}: InventorySetQuantitiesInput!, $k${index}: String!`,
    field: `q${index}: inventorySetQuantities(input: $q${index}) @idempotent(key: $k${index}) { userErrors { field message code } }`,
    variables: {
      [`k${index}`]: keyOf(change),
      [`q${index}`]: {
        name: 'available',
        reason: 'correction',
        quantities: [
          {
            inventoryItemId: change.memory.inventoryItemId,
            locationId,
            quantity: change.quantity,
            changeFromQuantity: change.from ?? null,
          },
        ],
      },
    },
  }))
  return { document: `mutation quantities(${needs}) {\n${fields}\n}`, variables }
}

/** Setting 0 needs no protection and must never be taken for an earlier 0; anything else is one change with one key. */
const keyOf = ({ memory: { nextChange }, quantity, from, isNewAttempt }: QuantityChange): string =>
  from === undefined || isNewAttempt
    ? crypto.randomUUID()
    : createHash('sha256').update(`${nextChange} ${from} ${quantity}`).digest('hex').slice(0, 32)

/** What we know after a change that Shopify has taken in. */
export const afterChange = ({ memory, quantity }: QuantityChange): ProductMemory => ({
  ...memory,
  quantity,
  nextChange: crypto.randomUUID(),
})

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

/** The quantity there is not what we thought, now or at an earlier attempt. */
export const isStale = (errors: readonly UserError[]): boolean =>
  errors.some(({ code }) => code === 'CHANGE_FROM_QUANTITY_STALE' || code === 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED')

export const isGone = (errors: readonly UserError[]): boolean =>
  errors.some(({ code }) => code === 'INVALID_INVENTORY_ITEM')

/** The same change is still being worked on. */
export const isBusy = (errors: readonly UserError[]): boolean =>
  errors.some(({ code }) => code === 'IDEMPOTENCY_CONCURRENT_REQUEST')
