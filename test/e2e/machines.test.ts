import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { invariant } from '#kernel/refusal'
import { claimVariant } from '#modules/stock'
import { aCopy, type Copy } from '#support/makers'
import { openWholeShop, type WholeShop } from '#support/whole-shop'
import { until } from '../../scripts/running-product.ts'

let shop: WholeShop
let copies: readonly Copy[]

beforeAll(async () => {
  const made: Copy[] = []
  shop = await openWholeShop({
    fill: async (cx) => {
      for (const title of ['Alpha', 'Beta'])
        made.push(await aCopy(cx, { product: { title, artist: 'Les & Machines' } }))
    },
  })
  copies = made
}, 60_000)
afterAll(() => shop.close())

const read = async (path: string) => {
  const answer = await fetch(`${shop.address}${path}`)
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

const readXml = async (path: string) => {
  const { status, type, text } = await read(path)
  expect([status, type]).toEqual([200, 'application/xml; charset=utf-8'])
  expect(XMLValidator.validate(text)).toBe(true)
  return new XMLParser({ isArray: (name) => ['item', 'url', 'sitemap'].includes(name) }).parse(text)
}

/** Everything that tells other machines what is on sale. */
const listings = ['/sitemaps/products-1.xml', '/feeds/google.xml', '/feeds/meta.csv', '/feeds/new.xml', '/disques']
const namesAlpha = async (path: string): Promise<boolean> => /alpha/i.test((await read(path)).text)

test('robots.txt leads to the sitemap, which leads to pages that are there', async () => {
  const robots = await read('/robots.txt')
  expect(robots.type).toContain('text/plain')
  const address = /^Sitemap: (.+)$/m.exec(robots.text)?.[1]
  invariant(address, 'robots.txt names the sitemap')
  const { sitemapindex } = await readXml(new URL(address).pathname)
  for (const { loc } of sitemapindex.sitemap) {
    const { urlset } = await readXml(new URL(loc).pathname)
    for (const { loc: page } of urlset.url) expect((await read(new URL(page).pathname)).status, page).toBe(200)
  }
  expect((await read('/sitemaps/products-9.xml')).status).toBe(404)
})

test('a sold copy leaves every feed, the sitemap and the cached list by itself', async () => {
  for (const path of listings) expect(await namesAlpha(path), path).toBe(true)
  const [alpha] = copies
  invariant(alpha, 'the first copy is Alpha')
  const { variantId } = alpha
  await claimVariant(shop.cx, { variantId, quantity: 1, kind: 'order', holder: 'order:elsewhere', expiresAt: null })
  // A limit for a busy machine, not a measure.
  for (const path of listings) {
    await until({ what: `${path} names it no more`, timeoutMs: 30_000 }, async () => !(await namesAlpha(path)))
  }
  expect((await readXml('/feeds/google.xml')).rss.channel.item).toHaveLength(1)
})
