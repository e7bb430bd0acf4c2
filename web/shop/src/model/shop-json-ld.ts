import type { ShopLocals } from '#app/shop'
import type { ShopRating } from '#modules/reviews'
import type { ItemCard } from '#modules/storefront'

type Crumb = { readonly name: string; readonly address: string }
type Shop = ShopLocals['shop']

/** https://developers.google.com/search/docs/appearance/structured-data/breadcrumb (read 29 Nov 2026). */
export const breadcrumbJsonLd = (crumbs: readonly Crumb[]): Record<string, unknown> => ({
  '@type': 'BreadcrumbList',
  itemListElement: crumbs.map(({ name, address }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: address,
  })),
})

/**
 * Who sells here, and how this site is searched: schema.org Store and WebSite with its SearchAction, on the front page only
 * (https://developers.google.com/search/docs/appearance/structured-data/organization, read 29 Nov 2026).
 */
export const shopJsonLd = (
  shop: Shop,
  {
    home,
    list,
    logo,
    rating,
  }: { readonly home: string; readonly list: string; readonly logo: string; readonly rating: ShopRating },
): Record<string, unknown>[] => [
  {
    '@type': 'Store',
    '@id': `${home}#store`,
    name: shop.shopName,
    url: home,
    logo,
    image: logo,
    ...(shop.tagline === '' ? {} : { description: shop.tagline }),
    ...(shop.phone === '' ? {} : { telephone: shop.phone }),
    ...(shop.email === '' ? {} : { email: shop.email }),
    ...(shop.address === '' ? {} : { address: addressOf(shop.address) }),
    currenciesAccepted: 'EUR',
    ...(rating.stars === undefined ? {} : { aggregateRating: ratingOf(rating.stars, rating.count) }),
  },
  {
    '@type': 'WebSite',
    '@id': `${home}#site`,
    name: shop.shopName,
    url: home,
    publisher: { '@id': `${home}#store` },
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${list}?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  },
]

/** Of published reviews of real orders, as the page of reviews shows them. */
const ratingOf = (ratingValue: number, ratingCount: number): Record<string, unknown> => ({
  '@type': 'AggregateRating',
  ratingValue,
  ratingCount,
  bestRating: 5,
  worstRating: 1,
})

/** The last line's postcode and town, when it reads like one; the rest is the street. */
function addressOf(address: string): Record<string, unknown> {
  const lines = address
    .split(/\n|, /)
    .map((line) => line.trim())
    .filter(Boolean)
  const place = lines.findIndex((line) => /^\d{5} /.test(line))
  const [, postalCode, addressLocality] = /^(\d{5}) (.+)$/.exec(lines[place] ?? '') ?? []
  if (postalCode === undefined)
    return { '@type': 'PostalAddress', streetAddress: lines.join(', '), addressCountry: 'FR' }
  return {
    '@type': 'PostalAddress',
    streetAddress: lines.slice(0, place).join(', '),
    postalCode,
    addressLocality,
    addressCountry: 'FR',
  }
}

/** What a list shows, each record once: https://schema.org/ItemList. */
export const itemListJsonLd = (
  items: readonly Pick<ItemCard, 'slug' | 'title' | 'artist'>[],
  { total, product }: { readonly total: number; readonly product: (slug: string) => string },
): Record<string, unknown> => ({
  '@type': 'ItemList',
  numberOfItems: total,
  itemListElement: items
    .filter(({ slug }, index) => items.findIndex((item) => item.slug === slug) === index)
    .map(({ slug, title, artist }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: [title, artist].filter(Boolean).join(' – '),
      url: product(slug),
    })),
})
