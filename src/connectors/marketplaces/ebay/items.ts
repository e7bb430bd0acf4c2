import { decimalText } from '#kernel/money'
import type { Rejection, WantedListing } from '#modules/channels'
import { aspectsOf, missingAspects } from './aspects.ts'
import { conditionOf } from './conditions.ts'
import type { EbayCategory, EbaySettings } from './settings.ts'

const conditionDescriptionCharsMax = 1000

function categoryOf(wanted: WantedListing, { categories }: EbaySettings): EbayCategory {
  const { medium } = wanted.facts
  return medium === 'cd' || medium === 'cassette' ? categories[medium] : categories.vinyl
}

/** The complete inventory item: the vendor replaces all of it. */
export function itemBody(wanted: WantedListing, settings: EbaySettings, imageUrls: readonly string[]) {
  const category = categoryOf(wanted, settings)
  const condition = conditionOf(wanted, category.conditionIds)
  const conditionDescription = wanted.description.slice(0, conditionDescriptionCharsMax)
  return {
    sku: wanted.sku,
    locale: 'fr_FR',
    availability: { shipToLocationAvailability: { quantity: wanted.quantity } },
    ...(condition ? { condition } : {}),
    ...(condition !== 'NEW' && conditionDescription ? { conditionDescription } : {}),
    packageWeightAndSize: { weight: { unit: 'GRAM', value: wanted.weightGrams } },
    product: {
      title: wanted.title,
      description: wanted.description || wanted.title,
      aspects: aspectsOf(wanted, category),
      imageUrls,
      ...codesOf(wanted.facts.barcode),
    },
  }
}

/** What the site would refuse anyway, in words that name what is missing: found before any request is spent on it. */
export function faultsOf(wanted: WantedListing, settings: EbaySettings): Rejection[] {
  const category = categoryOf(wanted, settings)
  const missing = missingAspects(category, aspectsOf(wanted, category))
  if (conditionOf(wanted, category.conditionIds) !== undefined) return missing
  const allowed = category.conditionIds.join(', ')
  return [...missing, { code: 'ebay.condition-not-allowed', message: allowed, field: 'condition' }]
}

function codesOf(barcode: string): { ean?: string[]; upc?: string[] } {
  const digits = barcode.replaceAll(/\D/g, '')
  if (digits.length === 13 || digits.length === 8) return { ean: [digits] }
  return digits.length === 12 ? { upc: [digits] } : {}
}

/** What an offer is known by; told once, when it is created. */
export const newOfferBody = (wanted: WantedListing, settings: EbaySettings) => ({
  sku: wanted.sku,
  marketplaceId: settings.marketplaceId,
  format: 'FIXED_PRICE',
  ...offerBody(wanted, settings),
})

/** The rest of the offer, complete: the vendor replaces all of it. */
export const offerBody = (wanted: WantedListing, settings: EbaySettings) => ({
  availableQuantity: wanted.quantity,
  categoryId: categoryOf(wanted, settings).id,
  listingDescription: htmlOf(wanted),
  listingDuration: 'GTC',
  listingPolicies: {
    fulfillmentPolicyId: settings.fulfillmentPolicyId,
    paymentPolicyId: settings.paymentPolicyId,
    returnPolicyId: settings.returnPolicyId,
  },
  merchantLocationKey: settings.merchantLocationKey,
  pricingSummary: { price: priceOf(wanted.priceMinor, settings) },
  includeCatalogProductDetails: false,
})

export const priceOf = (priceMinor: number, { currency }: EbaySettings) => ({
  value: decimalText(priceMinor),
  currency,
})

const htmlOf = ({ title, description }: WantedListing): string =>
  [title, ...description.split('\n')]
    .filter(Boolean)
    .map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`)
    .join('')
