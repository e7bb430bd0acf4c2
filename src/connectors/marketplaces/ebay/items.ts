import { decimalText } from '#kernel/money'
import type { WantedListing } from '#modules/channels'
import { conditionOf } from './conditions.ts'
import type { EbayCategory, EbaySettings } from './settings.ts'

const conditionDescriptionCharsMax = 1000
const aspectCharsMax = 50

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

function codesOf(barcode: string): { ean?: string[]; upc?: string[] } {
  const digits = barcode.replaceAll(/\D/g, '')
  if (digits.length === 13 || digits.length === 8) return { ean: [digits] }
  return digits.length === 12 ? { upc: [digits] } : {}
}

const gradeWords: Readonly<Record<string, string>> = {
  M: 'Mint (M)',
  NM: 'Near Mint (NM or M-)',
  'VG+': 'Very Good Plus (VG+)',
  VG: 'Very Good (VG)',
  'G+': 'Good Plus (G+)',
  G: 'Good (G)',
  F: 'Fair (F)',
  P: 'Poor (P)',
  generic: 'Generic',
  none: 'No Sleeve',
}

/** Our facts under the names this category uses for them; facts it has no name for are left out. */
function aspectsOf(
  { facts, mediaGrade, sleeveGrade }: WantedListing,
  { aspects }: EbayCategory,
): Record<string, string[]> {
  const values: Readonly<Record<string, readonly string[]>> = {
    artist: [facts.artist],
    title: [facts.title],
    label: [facts.label],
    format: [facts.format],
    genre: facts.genres,
    style: facts.styles,
    year: facts.year ? [String(facts.year)] : [],
    country: [facts.country],
    catalogueNumber: [facts.catalogueNumber],
    mediaGrade: mediaGrade ? [gradeWords[mediaGrade] ?? ''] : [],
    sleeveGrade: sleeveGrade ? [gradeWords[sleeveGrade] ?? ''] : [],
  }
  return Object.fromEntries(
    Object.entries(aspects).flatMap(([fact, name]) => {
      const told = (values[fact] ?? []).map((value) => value.trim().slice(0, aspectCharsMax)).filter(Boolean)
      return told.length > 0 ? [[name, told]] : []
    }),
  )
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
