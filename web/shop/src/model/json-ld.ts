import { decimalText } from '#kernel/money'
import type { ProductPage } from '#modules/storefront'

const schemaAvailability = { free: 'InStock', held: 'LimitedAvailability', sold: 'SoldOut' } as const

/** schema.org Product with one Offer per copy, as search engines read it: https://schema.org/Product (read 22 Nov 2026). */
export function productJsonLd(
  { product, chosen, otherCopies }: ProductPage,
  address: string,
  image: string,
): Record<string, unknown> {
  const offers = [chosen, ...otherCopies].map((copy) => ({
    '@type': 'Offer',
    url: address,
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
    ...(product.barcode === '' ? {} : { gtin: product.barcode }),
    ...(product.artist === '' ? {} : { brand: { '@type': 'Brand', name: product.artist } }),
    ...(product.genres.length === 0 ? {} : { category: product.genres.join(', ') }),
    offers,
  }
}
