import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { type EbayEnv, jsonBody } from './access.ts'
import { bulkAnswer, type Entry, entry, limitEntries } from './bulk.ts'
import { readBody, refuseInventory } from './errors.ts'
import { findItem, setItemQuantity } from './item-store.ts'
import { revise, reviseOffersOf } from './listing-life.ts'
import { BulkUpdateBody, type OfferUpdate, priceMinor, type QuantityUpdate } from './offer-rules.ts'
import { type Offer, replaceOffer } from './offer-store.ts'
import { knownOffer } from './offers.ts'

/** `bulk_update_price_quantity`: the fastest way to take one piece off the sale, and the one that must be read closely. */
export function quantities(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()
  app.post('/bulk_update_price_quantity', async (c) => {
    const { requests } = readBody(BulkUpdateBody, await jsonBody(c))
    limitEntries(requests.length, 25709, 'requests')
    limitEntries(Math.max(1, requests.flatMap(({ offers }) => offers ?? []).length), 25709, 'offers')
    return bulkAnswer(
      c,
      requests.flatMap((request) => updateOne(machine, request)),
    )
  })
  return app
}

/** The SKU's total and each offer answer separately: one may succeed while the other does not. */
function updateOne(
  machine: Machine,
  { sku, shipToLocationAvailability: shipTo, offers = [] }: QuantityUpdate,
): Entry[] {
  const forSku = shipTo ? [entry({ sku }, () => updateItem(machine, sku, shipTo.quantity))] : []
  return [...forSku, ...offers.map((update) => updateOffer(machine, sku, update))]
}

function updateItem(machine: Machine, sku: string | undefined, quantity: number) {
  if (!sku || !findItem(machine, sku))
    return refuseInventory(25702, `${sku} could not be found or is not available in the system.`, { status: 404 })
  machine.store.inTransaction(() => {
    setItemQuantity(machine, sku, quantity)
    reviseOffersOf(machine, sku)
  })
  return {}
}

function updateOffer(machine: Machine, sku: string | undefined, update: OfferUpdate): Entry {
  return entry({ offerId: update.offerId, ...(sku ? { sku } : {}) }, () => {
    machine.store.inTransaction(() => {
      const offer = knownOffer(machine, update.offerId)
      checkUpdate(offer, sku, update)
      replaceOffer(machine, offer.id, mergedDocument(offer, update))
      revise(machine, knownOffer(machine, update.offerId))
    })
    return {}
  })
}

function checkUpdate(offer: Offer, sku: string | undefined, { availableQuantity, price }: OfferUpdate): void {
  if (offer.listing_id === null)
    refuseInventory(25002, 'A user error has occurred. The offer is not published; use updateOffer.')
  if (sku !== undefined && sku !== offer.sku)
    refuseInventory(25709, 'Invalid value for sku. The offer belongs to another SKU.')
  if (availableQuantity === undefined && price === undefined) {
    refuseInventory(25709, 'Invalid value for offers. Either availableQuantity or price is required.')
  }
  if (price !== undefined && priceMinor(price.value) === undefined) refuseInventory(25003, 'Invalid price.')
}

function mergedDocument({ document, quantity }: Offer, { availableQuantity, price }: OfferUpdate) {
  const kept = availableQuantity ?? quantity
  return {
    ...document,
    ...(kept === null ? {} : { availableQuantity: kept }),
    ...(price === undefined ? {} : { pricingSummary: { ...document.pricingSummary, price } }),
  }
}
