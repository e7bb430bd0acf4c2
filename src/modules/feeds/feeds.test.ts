import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { beforeEach, expect, test } from 'vitest'
import { createPromotion, movePromotion } from '#modules/promotions'
import { claimVariant } from '#modules/stock'
import { rebuildShelf, subscriptions as storefront } from '#modules/storefront'
import { dispatchOutbox } from '#platform/outbox'
import { aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import {
  type FeedFrame,
  googleFeed,
  metaFeed,
  newArrivalsRss,
  pageSitemap,
  shelfSitemap,
  sitemapIndex,
} from './index.ts'

const world = useWorld()
const frame: FeedFrame = {
  shopName: 'Le Bac & Co',
  lang: 'fr',
  links: {
    home: () => 'https://shop.example/',
    product: (lang, { slug, sku }) => `https://shop.example/${lang}/${slug}${sku && `?ref=${sku}`}`,
    name: (lang, { kind, slug }) => `https://shop.example/${lang}/${kind}/${slug}`,
    picture: ({ productId }) => `https://shop.example/covers/${productId}.jpg`,
  },
}

beforeEach(() => rebuildShelf(world.cx))

async function textOf(lines: AsyncGenerator<string>): Promise<string> {
  let text = ''
  for await (const line of lines) text += line
  return text
}

const aRecord = () =>
  aCopy(world.cx, {
    priceMinor: 1250,
    product: { title: '<Tea> & "Cakes"\u0007', artist: '=Blues', label: 'CBS', barcode: '5099749534728' },
  })

async function deliver(): Promise<void> {
  while ((await dispatchOutbox(world.cx, [storefront])).dispatched > 0);
}

/** Twenty percent off everything until then. */
async function runOffer(endsAt: Date): Promise<void> {
  const promotionId = await createPromotion(world.cx, {
    names: { fr: 'Promo', en: 'Promo' },
    effect: { kind: 'percent', basisPoints: 2000 },
    endsAt,
  })
  await movePromotion(world.cx, promotionId, 'active')
}

const parse = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true)
  return new XMLParser({ ignoreAttributes: false, parseTagValue: false, isArray: (name) => name === 'item' }).parse(
    text,
  )
}

test('the Google feed is well-formed and says what Google wants of a used record', async () => {
  await aRecord()
  await deliver()
  const { item } = parse(await textOf(googleFeed(world.cx, frame))).rss.channel
  expect(item).toMatchObject([
    {
      'g:title': expect.stringContaining('<Tea> & "Cakes" – =Blues'),
      'g:availability': 'in_stock',
      'g:price': '12.50 EUR',
      'g:condition': 'used',
      'g:brand': 'CBS',
      'g:gtin': '5099749534728',
    },
  ])
  expect(item[0]).not.toHaveProperty('g:identifier_exists')
})

test('a sold copy is in no feed and no sitemap from the next request on', async () => {
  const { variantId } = await aRecord()
  await deliver()
  expect(parse(await textOf(googleFeed(world.cx, frame))).rss.channel.item).toHaveLength(1)
  await claimVariant(world.cx, { variantId, quantity: 1, kind: 'order', holder: 'order:x', expiresAt: null })
  await deliver()
  expect(parse(await textOf(googleFeed(world.cx, frame))).rss.channel.item).toBeUndefined()
  expect((await textOf(metaFeed(world.cx, frame))).trim().split('\r\n')).toHaveLength(1)
  expect(parse(await newArrivalsRss(world.cx, frame)).rss.channel.item).toBeUndefined()
  expect(await shelfSitemap(world.cx, { kind: 'products', page: 1 }, frame.links)).toBeUndefined()
  expect(await shelfSitemap(world.cx, { kind: 'artists', page: 1 }, frame.links)).toBeUndefined()
})

test('the Meta catalogue spells availability with a space and disarms formulas', async () => {
  await aCopy(world.cx, { product: { title: '=1+1', artist: '' } })
  await deliver()
  const [, line = ''] = (await textOf(metaFeed(world.cx, frame))).split('\r\n')
  expect(line).toContain(',in stock,used,')
  expect(line.split(',')[1]).toMatch(/^"'=1\+1/)
})

test('an offer stands in both catalogues beside the prior price, until it ends', async () => {
  await aRecord()
  world.clock.advanceMs(10 * 86_400_000)
  const endsAt = new Date(world.clock.now().getTime() + 3 * 86_400_000)
  await runOffer(endsAt)
  await deliver()
  const item = async () => parse(await textOf(googleFeed(world.cx, frame))).rss.channel.item[0]
  const dates = `${world.clock.now().toISOString().slice(0, 16)}+0000/${endsAt.toISOString().slice(0, 16)}+0000`
  const offered = { 'g:price': '12.50 EUR', 'g:sale_price': '10.00 EUR', 'g:sale_price_effective_date': dates }
  expect(await item()).toMatchObject(offered)
  expect(await textOf(metaFeed(world.cx, frame))).toContain(',12.50 EUR,10.00 EUR,')
  world.clock.set(endsAt)
  expect(await item()).not.toHaveProperty('g:sale_price')
})

test('a piece that is too new for a prior price costs its offer, and nothing is announced', async () => {
  await aRecord()
  await runOffer(new Date(world.clock.now().getTime() + 86_400_000))
  await deliver()
  const [item] = parse(await textOf(googleFeed(world.cx, frame))).rss.channel.item
  expect(item).toMatchObject({ 'g:price': '10.00 EUR' })
  expect(item).not.toHaveProperty('g:sale_price')
})

test('the sitemap names every product in both languages, and each names the other', async () => {
  await aRecord()
  await aCopy(world.cx, { product: { title: 'Another', artist: 'Somebody' } })
  await deliver()
  const index = parse(await sitemapIndex(world.cx, (part) => `https://shop.example/sitemaps/${part}.xml`))
  expect(index.sitemapindex.sitemap).toHaveLength(4)
  const { url } = parse((await shelfSitemap(world.cx, { kind: 'products', page: 1 }, frame.links)) ?? '').urlset
  expect(url).toHaveLength(4)
  expect(url[0]['xhtml:link']).toHaveLength(2)
  expect(await shelfSitemap(world.cx, { kind: 'products', page: 2 }, frame.links)).toBeUndefined()
  expect(parse(pageSitemap([{ fr: 'https://shop.example/', en: 'https://shop.example/en' }])).urlset.url).toHaveLength(
    2,
  )
})

test('the sitemap names artists and labels of which something is on sale, and no "Various"', async () => {
  await aRecord()
  await aCopy(world.cx, { product: { title: 'Hits', artist: 'Various', label: 'CBS, Not On Label' } })
  await deliver()
  const addressesOf = async (kind: 'artists' | 'labels') =>
    parse((await shelfSitemap(world.cx, { kind, page: 1 }, frame.links)) ?? '').urlset.url.map(
      ({ loc }: { loc: string }) => loc,
    )
  expect(await addressesOf('artists')).toEqual([
    'https://shop.example/fr/artist/blues',
    'https://shop.example/en/artist/blues',
  ])
  expect(await addressesOf('labels')).toEqual([
    'https://shop.example/fr/label/cbs',
    'https://shop.example/en/label/cbs',
  ])
})
