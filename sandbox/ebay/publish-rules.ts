import type { Machine } from '#sandbox/machine'
import { type Category, conditionIds, findCategory } from './categories.ts'
import { type EbayError, inventoryError } from './errors.ts'
import { findItem, type Item } from './item-store.ts'
import { findLocation } from './location-store.ts'
import { priceMinor } from './offer-rules.ts'
import type { Offer } from './offer-store.ts'
import { findPolicy, type PolicyKind } from './policy-store.ts'

const currency = 'EUR'
const subject = 'The eBay listing associated with the inventory item, or the unpublished offer'

/**
 * Everything that must be right before an offer can become or stay a listing; all faults at once.
 * https://developer.ebay.com/api-docs/sell/static/inventory/publishing-offers.html
 */
export function publishErrors(machine: Machine, offer: Offer): EbayError[] {
  const item = findItem(machine, offer.sku)
  if (!item)
    return [inventoryError(25604, 'Input error. Seller Inventory Service can not publish the data. Product not found.')]
  const category = findCategory(offer.document.categoryId ?? '')
  return [
    ...productErrors(offer, item),
    ...(category
      ? categoryErrors(item, category)
      : [
          inventoryError(25005, `${subject} has an invalid category ID. The category selected is not a leaf category.`),
        ]),
    ...priceErrors(offer),
    ...policyErrors(machine, offer),
    ...locationErrors(machine, offer),
  ]
}

export const quantityError = (): EbayError =>
  inventoryError(25004, `${subject} has an invalid quantity. Quantity must be greater than 0.`)

function productErrors({ document: offer }: Offer, { document: { product } }: Item): EbayError[] {
  const hasDescription = Boolean(offer.listingDescription || product?.description)
  return [
    !product?.title &&
      inventoryError(25016, 'The title value is invalid. A title is required.', { fieldName: 'title' }),
    !hasDescription &&
      inventoryError(25016, 'The description value is invalid. A description is required.', {
        fieldName: 'description',
      }),
    !product?.imageUrls &&
      inventoryError(25002, 'A user error has occurred. Add at least 1 photo. More photos are better!'),
  ].filter((error) => error !== false)
}

function categoryErrors({ document: { product, condition } }: Item, category: Category): EbayError[] {
  const missing = category.requiredAspects.filter(
    (name) => !product?.aspects?.[name]?.some((value) => value.trim() !== ''),
  )
  const isConditionAllowed = condition !== undefined && category.conditionIds.includes(conditionIds[condition] ?? '')
  return [
    ...missing.map((name) =>
      inventoryError(
        25002,
        `A user error has occurred. The item specific ${name} is missing. Add ${name} to this listing, enter a valid value, and then try again.`,
        { 2: name },
      ),
    ),
    ...(isConditionAllowed
      ? []
      : [
          inventoryError(
            25021,
            `${subject} has invalid condition information. The condition is not valid for category ${category.id}.`,
          ),
        ]),
  ]
}

function priceErrors({ document: { pricingSummary } }: Offer): EbayError[] {
  const price = pricingSummary?.price
  const isGood = price?.currency === currency && priceMinor(price.value) !== undefined
  return isGood
    ? []
    : [inventoryError(25003, `${subject} has an invalid price. A positive amount in ${currency} is required.`)]
}

const policyRules: readonly [
  PolicyKind,
  'fulfillmentPolicyId' | 'paymentPolicyId' | 'returnPolicyId',
  number,
  string,
][] = [
  ['fulfillment', 'fulfillmentPolicyId', 25007, 'Shipping'],
  ['payment', 'paymentPolicyId', 25008, 'Payment'],
  ['return', 'returnPolicyId', 25009, 'Return'],
]

const policyErrors = (machine: Machine, { document: { listingPolicies }, marketplace_id }: Offer): EbayError[] =>
  policyRules.flatMap(([kind, field, errorId, word]) => {
    const policy = findPolicy(machine, kind, listingPolicies?.[field] ?? '')
    return policy?.marketplace_id === marketplace_id
      ? []
      : [inventoryError(errorId, `Invalid ${word} policy information.`, { field })]
  })

function locationErrors(machine: Machine, { document: { merchantLocationKey } }: Offer): EbayError[] {
  const location = findLocation(machine, merchantLocationKey ?? '')
  return location?.status === 'ENABLED'
    ? []
    : [inventoryError(25012, 'Invalid location. The merchantLocationKey is missing, unknown or disabled.')]
}
