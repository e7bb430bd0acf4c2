import { type Machine, readSetting } from '#sandbox/machine'
import { EbayRefusal, inventoryError, refuseInventory } from './errors.ts'
import { findItem } from './item-store.ts'
import {
  countActive,
  countRevision,
  endListing,
  insertListing,
  type ListingFacts,
  updateListing,
} from './listing-store.ts'
import { priceMinor } from './offer-rules.ts'
import { type Offer, offersOf, setOfferListing } from './offer-store.ts'
import { publishErrors, quantityError } from './publish-rules.ts'
import { sellingLimit } from './seller.ts'

/** Publishing what is already published answers with the same listing. */
export function publish(machine: Machine, offer: Offer): string {
  if (offer.listing_id !== null) return String(offer.listing_id)
  const errors = publishErrors(machine, offer)
  if (quantityOffered(machine, offer) < 1) errors.push(quantityError())
  if (countActive(machine) >= sellingLimit.quantity) errors.push(inventoryError(25026, 'Selling limit exceeded.'))
  if (errors.length > 0) throw new EbayRefusal(400, errors)

  return machine.store.inTransaction(() => {
    const listingId = insertListing(machine, offer, factsOf(machine, offer))
    setOfferListing(machine, offer.id, listingId)
    return String(listingId)
  })
}

/** Ends the listing; the offer stays and can be published again, as a new listing. */
export function withdraw(machine: Machine, offer: Offer): string {
  if (offer.listing_id === null)
    return refuseInventory(25713, `This Offer is not available : ${offer.id} is not published.`)
  endListing(machine, offer.listing_id)
  setOfferListing(machine, offer.id, null)
  return String(offer.listing_id)
}

/**
 * A published offer, or its inventory record, has been written: the listing follows, or the whole write is refused.
 * Quantity 0 hides the listing while out-of-stock control is on, and is refused without it.
 */
export function revise(machine: Machine, offer: Offer): void {
  if (offer.listing_id === null) return
  const revisionsPerDay = readSetting(machine, 'ebay.revisionsPerDay')
  if (countRevision(machine, offer.listing_id) > revisionsPerDay) {
    refuseInventory(
      25019,
      `Cannot revise the listing. The listing was revised ${revisionsPerDay} times today; try again tomorrow.`,
    )
  }
  const errors = publishErrors(machine, offer)
  const isEmpty = quantityOffered(machine, offer) < 1
  if (isEmpty && readSetting(machine, 'ebay.outOfStockControl') === 0) errors.push(quantityError())
  if (errors.length > 0) throw new EbayRefusal(400, errors)
  updateListing(machine, offer.listing_id, factsOf(machine, offer))
}

export function reviseOffersOf(machine: Machine, sku: string): void {
  for (const offer of offersOf(machine, sku)) revise(machine, offer)
}

export function withdrawOffersOf(machine: Machine, sku: string): void {
  for (const offer of offersOf(machine, sku)) {
    if (offer.listing_id !== null) withdraw(machine, offer)
  }
}

/** The offer's own quantity overrides the one of the inventory record. */
export const quantityOffered = (machine: Machine, offer: Offer): number =>
  offer.quantity ?? findItem(machine, offer.sku)?.quantity ?? 0

function factsOf(machine: Machine, offer: Offer): ListingFacts {
  const item = findItem(machine, offer.sku)?.document
  return {
    title: item?.product?.title ?? offer.sku,
    condition: item?.condition ?? '',
    priceMinor: priceMinor(offer.document.pricingSummary?.price?.value) ?? 0,
  }
}
