import { decimalText } from '#kernel/money'
import type { NamePage, ProductPage } from '#modules/storefront'

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
  const records = items.filter(({ slug }, index) => items.findIndex((item) => item.slug === slug) === index)
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'BreadcrumbList',
        itemListElement: [
          { '@type': 'ListItem', position: 1, name: list.name, item: list.address },
          { '@type': 'ListItem', position: 2, name, item: own },
        ],
      },
      {
        '@type': 'CollectionPage',
        name,
        url: own,
        mainEntity: {
          '@type': 'ItemList',
          numberOfItems: total,
          itemListElement: records.map(({ slug, title, artist }, index) => ({
            '@type': 'ListItem',
            position: index + 1,
            name: [title, artist].filter(Boolean).join(' – '),
            url: product(slug),
          })),
        },
      },
    ],
  }
}
