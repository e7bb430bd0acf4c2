import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pathOf } from '../../web/shop/src/paths.ts'
import { executablePath, useShopFront } from './shop-front.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const scriptBytesMax = 15 * 1024

const addressesByLang = {
  fr: [
    '/',
    '/disques',
    '/disques?genre=Jazz&medium=vinyl',
    '/disques?q=zzzzqqqq',
    '/artiste/miles-davis',
    '/label/blue-note',
    '/panier',
    '/journal',
    '/contact',
    '/etats',
    '/livraison-retours',
    '/mentions-legales',
    '/cgv',
    '/retractation',
  ],
  en: [
    '/en',
    '/en/records',
    '/en/records?genre=Jazz&medium=vinyl',
    '/en/records?q=zzzzqqqq',
    '/en/artist/miles-davis',
    '/en/label/blue-note',
    '/en/cart',
    '/en/journal',
    '/en/contact',
    '/en/grading',
    '/en/delivery-returns',
    '/en/legal',
    '/en/terms',
    '/en/withdrawal',
  ],
} as const
const addresses = [...addressesByLang.fr, ...addressesByLang.en]
const unknownAddresses = { fr: '/nulle-part', en: '/en/nowhere' } as const

/** Rules of WCAG 2.1 A and AA; what axe calls serious or critical fails. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, 'axe').run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    })
    return violations
      .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
  })
}

const front = useShopFront()
const inBrowser = test.skipIf(!executablePath)

async function openProduct(page: Page, lang: 'fr' | 'en' = 'fr'): Promise<void> {
  await page.goto(`${pathOf('list', lang)}?medium=vinyl`)
  await page.locator('.card.free h2 a').first().click()
  await page.locator('.product h1').waitFor()
}

/** A limit for a busy machine, not a measure: alone these take seconds. */
const manyPages = { timeout: 240_000 } as const

const looks = [
  { lang: 'fr', isPhone: false },
  { lang: 'fr', isPhone: true },
  { lang: 'en', isPhone: false },
  { lang: 'en', isPhone: true },
] as const

inBrowser.for(looks)(
  'axe finds nothing serious on any page ($lang, on a phone: $isPhone)',
  manyPages,
  async (looked) => {
    const { lang, isPhone } = looked
    const page = await front.visit({ isPhone })
    const expectFaultless = async () => expect(await seriousFaults(page), page.url()).toEqual([])
    for (const address of [...addressesByLang[lang], unknownAddresses[lang]]) {
      await page.goto(address)
      await expectFaultless()
    }
  },
)

inBrowser.for(looks)(
  'axe finds nothing serious on the way to an order ($lang, on a phone: $isPhone)',
  manyPages,
  async (looked) => {
    const { lang, isPhone } = looked
    const page = await front.visit({ isPhone })
    const expectFaultless = async () => expect(await seriousFaults(page), page.url()).toEqual([])
    await openProduct(page, lang)
    await expectFaultless()
    await page.locator('.buy button').click()
    await page.locator('.line').first().waitFor()
    await expectFaultless()
    await page.goto(pathOf('checkout', lang))
    await expectFaultless()
    await page.locator('[data-order]').click()
    await page.locator('.fault').first().waitFor()
    await expectFaultless()
  },
)

inBrowser('pages obey their own content policy and break nothing in the console', manyPages, async () => {
  const page = await front.visit()
  const said: string[] = []
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  const inline = page.locator('[style], style, script:not([src]):not([type="application/ld+json"])')
  for (const address of addresses) {
    await page.goto(address)
    expect(await inline.count(), address).toBe(0)
  }
  await openProduct(page)
  expect(await inline.count(), page.url()).toBe(0)
  expect(said).toEqual([])
})

/** The scripts of the page at `address` as they travel, together. */
async function scriptBytesOf(page: Page, address: string): Promise<number> {
  const scripts = new Map<string, Promise<Buffer>>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body())
  })
  await page.goto(address, { waitUntil: 'networkidle' })
  const bodies = await Promise.all(scripts.values())
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
}

inBrowser('all scripts of a list or a product page together stay below 15 kB gzip', manyPages, async () => {
  const page = await front.visit()
  await openProduct(page)
  for (const address of [page.url(), pathOf('list', 'fr'), pathOf('home', 'fr')]) {
    const bytes = await scriptBytesOf(await front.visit(), address)
    expect(bytes, address).toBeGreaterThan(0)
    expect(bytes, address).toBeLessThan(scriptBytesMax)
  }
})

inBrowser('the measure sees a script that is too large', manyPages, async () => {
  const page = await front.visit()
  await page.route('**/assets/*.js', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({
      response: answer,
      body: `${await answer.text()}\n//${randomBytes(scriptBytesMax).toString('hex')}`,
    })
  })
  expect(await scriptBytesOf(page, pathOf('list', 'fr'))).toBeGreaterThan(scriptBytesMax)
})

inBrowser('nothing on a page is wider than a phone', manyPages, async () => {
  const page = await front.visit({ isPhone: true })
  for (const address of addresses) {
    await page.goto(address)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width, address).toBeLessThanOrEqual(390)
  }
})

inBrowser('the search field suggests, arrows choose, Enter goes there', async () => {
  const page = await front.visit()
  await page.goto('/')
  await page.getByRole('combobox').fill('miles')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/(disque|disques)[/?]/)
})

inBrowser(
  'pages name their other language, their canonical address, and products describe themselves to machines',
  async () => {
    const page = await front.visit()
    await openProduct(page)
    const english = await page.locator('link[hreflang=en]').getAttribute('href')
    expect(english).toContain('/en/record/')
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toContain('/disque/')
    const { '@graph': parts } = JSON.parse(
      (await page.locator('script[type="application/ld+json"]').textContent()) ?? '',
    )
    const facts = parts.find((part: { '@type': string }) => part['@type'] === 'Product')
    expect(facts.offers).not.toEqual([])
    for (const offer of facts.offers) expect(offer).toMatchObject({ '@type': 'Offer', priceCurrency: 'EUR' })
    const image = await page.request.get(new URL(facts.image).pathname)
    expect(image.headers()['content-type']).toBe('image/jpeg')
  },
)

inBrowser(
  'an anonymous page is compressed, revalidates to 304, and a cart never meets the cache',
  manyPages,
  async () => {
    const first = await fetch(`${front.address}/disques`, { headers: { 'accept-encoding': 'gzip' } })
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('content-encoding')).toBe('gzip')
    const second = await fetch(`${front.address}/disques`, { headers: { 'if-none-match': etag } })
    expect(second.status).toBe(304)
    const page = await front.visit()
    await openProduct(page)
    await page.getByRole('button', { name: 'Mettre au panier' }).click()
    await page.goto('/disques')
    expect(await page.locator('header .cart b').textContent()).toContain('1')
    const stranger = await front.visit()
    await stranger.goto('/disques')
    expect(await stranger.locator('header .cart b').count()).toBe(0)
  },
)
