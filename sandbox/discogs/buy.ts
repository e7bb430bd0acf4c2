import type { Machine } from '#sandbox/machine'
import type { Purchase } from '#sandbox/pages'
import { drawBuyer } from '#sandbox/people'
import { findListing, takeListing } from './listing-store.ts'
import { insertOrder } from './order-store.ts'
import { orderId } from './order-view.ts'

/** A buyer takes one copy. The listing leaves the sale and the order exists in one transaction, or neither happens. */
export function buyOnDiscogs(machine: Machine, listingId: number): Purchase {
  return machine.store.inTransaction(() => {
    const listing = findListing(machine, listingId)
    if (!listing) return { kind: 'refused', reason: 'unknown', message: 'Item not found. It may have been deleted.' }
    if (!takeListing(machine, listingId)) {
      return { kind: 'refused', reason: 'not-for-sale', message: 'Sorry, this item is no longer for sale.' }
    }
    const buyer = drawBuyer(machine.random)
    const number = insertOrder(machine, { buyer, listings: [listing] })
    return { kind: 'bought', order: orderId(number) }
  })
}
