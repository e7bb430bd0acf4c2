import type { Cx } from '#platform/cx'
import { type Delivery, type DeliveryOption, parcelGrams } from './delivery.ts'
import { findDeliveryRates } from './queries.ts'

/**
 * The ways a parcel of `weightGrams` (items without packing) can travel to a country (ISO 3166 two letters), cheapest first, with
 * what the buyer pays in cents. Empty when nothing goes there.
 */
export async function deliveryOptions(cx: Cx, { country, weightGrams }: Delivery): Promise<DeliveryOption[]> {
  return findDeliveryRates(cx, { country, parcelGrams: parcelGrams(weightGrams) })
}
