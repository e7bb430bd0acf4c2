import { decimalText } from '#kernel/money'
import type { NamePage, ProductPage } from '#modules/storefront'
import { breadcrumbJsonLd, itemListJsonLd } from './shop-json-ld.ts'

const schemaAvailability = { free: 'InStock', held: 'LimitedAvailability', sold: 'SoldOut' } as const

type ProductFrame = {
  readonly address: string
  readonly image: string
  readonly description: string
  readonly seller: string
}

/**
 * schema.org Product with one Offer per copy, as search engines read it
 * (https://developers.google.com/search/docs/appearance/structured-data/merchant-listing, read 29 Nov 2026).
 */
export function productJsonLd(
  { product, chosen, otherCopies }: ProductPage,
  { address, image, description, seller }: ProductFrame,
): Record<string, unknown> {
  const offers = [chosen, ...otherCopies].map((copy) => ({
    '@type': 'Offer',
    url: `${address}?ref=${encodeURIComponent(copy.facts.sku)}`,
    seller: { '@type': 'Organization', name: seller },
    sku: copy.facts.sku,
    price: decimalText(copy.priceMinor),
    priceCurrency: 'EUR',
    availability: `https://schema.org/${schemaAvailability[copy.availability]}`,
    itemCondition: `https://schema.org/${copy.facts.condition === 'new' ? 'NewCondition' : 'UsedCondition'}`,
  }))
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: [product.title, product.artist].filter(Boolean).join(' – '),
    image,
    description,
    sku: chosen.facts.sku,
    ...(/^(\d{8}|\d{12,14})$/.test(product.barcode) ? { gtin: product.barcode } : {}),
    ...(product.catalogueNumber === '' ? {} : { mpn: product.catalogueNumber }),
    ...(product.artist === '' ? {} : { brand: { '@type': 'Brand', name: product.artist } }),
    ...(product.genres.length === 0 ? {} : { category: product.genres.join(', ') }),
    offers,
  }
}

type NameAddresses = {
  readonly own: string
  readonly list: { readonly name: string; readonly address: string }
  readonly product: (slug: string) => string
}

/** What an artist's or label's page shows, and where it stands: https://schema.org/CollectionPage (read 22 Nov 2026). */
export function nameJsonLd(
  { name, items, total }: NamePage,
  { own, list, product }: NameAddresses,
): Record<string, unknown> {
  return {
    '@context': 'https://schema.org',
    '@graph': [
      breadcrumbJsonLd([list, { name, address: own }]),
      {
        '@type': 'CollectionPage',
        name,
        url: own,
        mainEntity: itemListJsonLd(items, { total, product }),
      },
    ],
  }
}
