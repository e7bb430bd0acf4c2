import { expect, test } from 'vitest'
import { googleFaults, metaFaults, rssFaults } from './feeds.ts'
import { htmlFaults } from './html.ts'
import { jsonLdFaults } from './json-ld.ts'
import { sitemapFaults } from './sitemap.ts'

/** Each validator finds what is broken on purpose: one that finds nothing proves nothing. */
const ld = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const offer = {
  '@type': 'Offer',
  url: 'https://shop.example/a',
  price: '12.50',
  priceCurrency: 'EUR',
  availability: 'https://schema.org/InStock',
  itemCondition: 'https://schema.org/UsedCondition',
}
const product = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: 'A',
  sku: 'S',
  description: 'B',
  image: 'https://shop.example/a.jpg',
  offers: [offer],
}

test('structured data: a good product passes, each broken field is named', () => {
  expect(jsonLdFaults(ld(product))).toEqual([])
  const broken = {
    ...product,
    image: '/a.jpg',
    offers: [{ ...offer, price: 12.5, itemCondition: 'https://schema.org/Used' }],
  }
  expect(jsonLdFaults(ld(broken)).map((fault) => fault.split(':')[0])).toEqual([
    '#0 Product.image',
    '#0 Product Offer.price',
    '#0 Product Offer.itemCondition',
  ])
  expect(jsonLdFaults(ld({ ...product, '@type': 'Produkt' }))).toEqual(['#0 Produkt: no rule for this type'])
  expect(jsonLdFaults('<script type="application/ld+json">{</script>')).toEqual(['is not JSON'])
})

test('pages: a form field without a label, a doubled id and an unclosed element are found', async () => {
  const page = (body: string) =>
    `<!DOCTYPE html><html lang="fr"><head><title>A</title></head><body><h1>A</h1>${body}</body></html>\n`
  expect(await htmlFaults(page('<p>a</p>'))).toEqual([])
  for (const body of ['<input type="text" name="a">', '<p id="a"></p><p id="a"></p>', '<div><p>a</div>'])
    expect(await htmlFaults(page(body)), body).not.toEqual([])
})

const sitemap = (entries: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${entries}</urlset>`

test('sitemaps: relative addresses, wrong dates, an address twice and unknown elements are found', () => {
  const url =
    '<url><loc>https://shop.example/a</loc><lastmod>2026-11-29T10:00:00.000Z</lastmod><xhtml:link rel="alternate" hreflang="en" href="https://shop.example/en/a"/></url>'
  expect(sitemapFaults(sitemap(url))).toEqual([])
  for (const bad of [
    '',
    '<url><loc>/a</loc></url>',
    `${url}${url}`,
    url.replace('2026-11-29T10:00:00.000Z', 'today'),
    url.replace('lastmod', 'changed').replace('/lastmod', '/changed'),
  ])
    expect(sitemapFaults(sitemap(bad)), bad).not.toEqual([])
})

test('feeds: a missing price, a drawn picture and a doubled id are found', () => {
  const item = (fields: Record<string, string>) =>
    `<item>${Object.entries(fields)
      .map(([name, text]) => `<g:${name}>${text}</g:${name}>`)
      .join('')}</item>`
  const good = {
    id: 'A',
    title: 'T',
    description: 'D',
    link: 'https://shop.example/a',
    image_link: 'https://shop.example/a.jpg',
    availability: 'in_stock',
    price: '12.50 EUR',
    condition: 'used',
    identifier_exists: 'no',
  }
  const feed = (...items: string[]) =>
    `<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>${items.join('')}</channel></rss>`
  expect(googleFaults(feed(item(good)))).toEqual([])
  expect(googleFaults(feed(item({ ...good, price: '12,50', image_link: 'https://shop.example/a.svg' })))).toHaveLength(
    2,
  )
  expect(googleFaults(feed(item(good), item(good)))).toEqual(['A stands there twice'])
  expect(metaFaults('id,title\nA,T\n').length).toBeGreaterThan(3)
  expect(rssFaults('<rss><channel><title>a</title></channel></rss>')).toEqual(['no items'])
})
