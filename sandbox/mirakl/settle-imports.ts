import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { findProduct } from './catalogue.ts'
import { dueImports, finishImport, type Import, type ImportLine, type ImportReport } from './import-store.ts'
import { deleteOffer, findOffers, saveOffer, setPrice, setQuantity } from './offer-store.ts'
import { offerStates } from './seller.ts'

/**
 * Does the work of every import whose time has come. Called before each answer and each look at the shelf, so an import
 * needs no timer and ends exactly when the injected clock says so.
 */
export function settleImports(machine: Machine): void {
  for (const due of dueImports(machine)) {
    machine.store.inTransaction(() => finishImport(machine, due.id, reportOf(machine, due)))
  }
}

type Effect = 'inserted' | 'updated' | 'deleted'
type Outcome = Effect | { error: string }

const work = { offers: applyOffer, stock: applyStock, prices: applyPrice }

function reportOf(machine: Machine, { kind, lines }: Import): ImportReport {
  const outcomes = lines.map((line) => work[kind](machine, line))
  const count = (effect: Effect): number => outcomes.filter((outcome) => outcome === effect).length
  const errors = outcomes.flatMap((outcome, index) => {
    if (typeof outcome === 'string') return []
    // Line 1 is the header, in the files and in the reports.
    return [{ line: index + 2, sku: skuOf(lines[index] ?? {}), message: outcome.error }]
  })
  return {
    success: lines.length - errors.length,
    inserted: count('inserted'),
    updated: count('updated'),
    deleted: count('deleted'),
    errors,
  }
}

const skuOf = (line: ImportLine): string => String(line.shop_sku ?? line['offer-sku'] ?? '')

const OfferLine = z.object({
  shop_sku: z.string().min(1),
  product_id: z.string(),
  product_id_type: z.string(),
  state_code: z.string(),
  price: z.coerce.number(),
  update_delete: z.string(),
  // What is not sent is set back: quantity to 0, texts to nothing, the lead time to the platform's.
  quantity: z.coerce.number().int().default(0),
  description: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  internal_description: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  leadtime_to_ship: z.coerce.number().int().default(2),
  logistic_class: z.string().default('S'),
})

const descriptionMax = 2000
const priceMax = 100_000

function applyOffer(machine: Machine, line: ImportLine): Outcome {
  const parsed = OfferLine.safeParse(line)
  if (!parsed.success) return { error: `${parsed.error.issues[0]?.path.join('.')} is not valid` }
  const { shop_sku, product_id: ean, product_id_type, price, update_delete, ...facts } = parsed.data
  const isKnown = findOffers(machine, { sku: shop_sku, limit: 1, offset: 0 }).total > 0
  if (update_delete === 'delete')
    return deleteOffer(machine, shop_sku) ? 'deleted' : { error: 'The offer does not exist' }
  if (product_id_type !== 'EAN' || !findProduct(machine, ean)) return { error: 'The product does not exist' }
  if (!offerStates.some(({ code }) => code === facts.state_code))
    return { error: `The offer state ${facts.state_code} is not valid` }
  if (!(price > 0 && price < priceMax)) return { error: 'The price is not valid' }
  if (facts.quantity < 0) return { error: 'The quantity is not valid' }
  if (facts.description.length > descriptionMax) return { error: 'The description is too long' }
  saveOffer(machine, { shop_sku, ean, price_minor: Math.round(price * 100), ...facts })
  return isKnown ? 'updated' : 'inserted'
}

function applyStock(machine: Machine, line: ImportLine): Outcome {
  const quantity = Number(line.quantity)
  if (line.quantity === '' || !Number.isInteger(quantity) || quantity < 0) return { error: 'The quantity is not valid' }
  if (line['warehouse-code']) return { error: 'Unknown warehouse' }
  return setQuantity(machine, skuOf(line), quantity) ? 'updated' : { error: 'The offer does not exist' }
}

function applyPrice(machine: Machine, line: ImportLine): Outcome {
  const price = Number(line.price)
  if (!(price > 0 && price < priceMax)) return { error: 'The price is not valid' }
  return setPrice(machine, skuOf(line), Math.round(price * 100)) ? 'updated' : { error: 'The offer does not exist' }
}
