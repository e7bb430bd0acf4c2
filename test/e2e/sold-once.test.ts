import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { getOrder, listOrders } from '#modules/orders'
import { unitTimeline, verifyStock } from '#modules/stock'
import { chromiumArgs } from '#support/chromium'
import type { Copy } from '#support/makers'
import { listingCounts, type MarketStreet, openMarketStreet, titleOf } from '#support/market-street'
import { executablePath } from './shop-front.ts'

const pictures = join(import.meta.dirname, '../../test-results/sold-once')
const copiesCount = 4

let street: MarketStreet
let browser: Browser
const inBrowser = test.skipIf(!executablePath)

beforeAll(async () => {
  if (!executablePath) return
  await mkdir(pictures, { recursive: true })
  street = await openMarketStreet(copiesCount)
  browser = await chromium.launch({ executablePath, args: [...chromiumArgs] })
  for (const market of ['discogs', 'ebay']) await vi.waitFor(() => expectAllLive(market), longEnough)
})
afterAll(async () => {
  await browser?.close()
  await street?.close()
})

/** The figure is `npm run bench -- everywhere`; here only the outcome counts, however slow the machine. */
const longEnough = { timeout: 60_000, interval: 100 }

async function expectAllLive(market: string): Promise<void> {
  expect(await listingCounts(street.cx, market)).toMatchObject({ live: copiesCount })
}

async function open(address: string, path: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'fr-FR',
  })
  const page = await context.newPage()
  await page.goto(path)
  return page
}

const copyOf = (index: number): { copy: Copy; title: string } => {
  const copy = street.copies[index]
  if (!copy) throw new Error(`there are ${copiesCount} copies`)
  return { copy, title: titleOf(index) }
}

async function productPath(title: string): Promise<string> {
  const list = await open(street.address, `/disques?q=${encodeURIComponent(title)}`)
  const href = await list.locator('.card h2 a', { hasText: title }).first().getAttribute('href')
  await list.context().close()
  return href ?? ''
}

/** Reads the page again until it says so: no marketplace pushes its pages. */
const shows = async (page: Page, look: (page: Page) => Promise<boolean>): Promise<void> =>
  expect
    .poll(async () => {
      await page.reload()
      return look(page)
    }, longEnough)
    .toBe(true)

const isOnTheMarket = async (page: Page, title: string): Promise<boolean> =>
  (await page.locator('tr.on-sale', { hasText: new RegExp(`${title}\\b`) }).count()) === 1
const isOffTheMarket = (title: string) => async (page: Page) => !(await isOnTheMarket(page, title))
const isOffTheShop = async (page: Page) => (await page.getByRole('button', { name: 'Mettre au panier' }).count()) === 0

async function buyOnMarket(market: 'discogs' | 'ebay', title: string): Promise<void> {
  const page = await open(street.marketsAddress, `/${market}/?lang=fr`)
  await page.getByRole('button', { name: new RegExp(`${title}\\b`) }).click()
  await page.screenshot({ path: join(pictures, `bought-on-${market}.png`) })
  await page.context().close()
}

/** One order has the copy, its timeline tells so, and the ledger agrees. */
async function expectOneSale({ unitId }: Copy): Promise<void> {
  const { items } = await listOrders(street.cx, { limit: 50 })
  const orders = await Promise.all(items.map((order) => getOrder(street.cx, order.id)))
  const sales = orders.filter((order) => order.lines.some((line) => line.units.some((unit) => unit.id === unitId)))
  expect(sales).toHaveLength(1)
  const { entries } = await unitTimeline(street.cx, unitId)
  expect(entries.map((entry) => entry.reference)).toContain(`order:${sales[0]?.id}`)
  expect(await verifyStock(street.cx)).toEqual([])
}

inBrowser('bought in the shop: gone from Discogs and eBay', async () => {
  const { copy, title } = copyOf(0)
  const shop = await open(street.address, await productPath(title))
  const markets = await Promise.all(
    ['discogs', 'ebay'].map((market) => open(street.marketsAddress, `/${market}/?lang=fr`)),
  )
  for (const market of markets) expect(await isOnTheMarket(market, title)).toBe(true)
  await shop.getByRole('button', { name: 'Mettre au panier' }).click()
  await shop.getByRole('link', { name: 'Commander' }).click()
  for (const [field, text] of Object.entries(buyer)) await shop.locator(`#${field}`).fill(text)
  await shop.locator('input[value=transfer]').check()
  await shop.getByRole('button', { name: 'Commande avec obligation de paiement' }).click()
  await shop.getByRole('heading', { name: /Votre virement/ }).waitFor()
  await shop.screenshot({ path: join(pictures, 'bought-in-the-shop.png') })
  for (const market of markets) await shows(market, isOffTheMarket(title))
  await expectOneSale(copy)
})

const buyer = {
  name: 'Camille Fournier',
  email: 'camille@example.org',
  line1: '3 quai des Sillons',
  postcode: '69001',
  city: 'Lyon',
}

inBrowser.each([
  { market: 'discogs', other: 'ebay', index: 1 },
  { market: 'ebay', other: 'discogs', index: 2 },
] as const)('bought on $market: gone from the shop and from $other', async ({ market, other, index }) => {
  const { copy, title } = copyOf(index)
  const shop = await open(street.address, await productPath(title))
  const otherMarket = await open(street.marketsAddress, `/${other}/?lang=fr`)
  expect([await isOffTheShop(shop), await isOnTheMarket(otherMarket, title)]).toEqual([false, true])
  await buyOnMarket(market, title)
  await shows(shop, isOffTheShop)
  await shop.screenshot({ path: join(pictures, `sold-on-${market}-seen-in-the-shop.png`) })
  await shows(otherMarket, isOffTheMarket(title))
  await otherMarket.screenshot({ path: join(pictures, `sold-on-${market}-seen-on-${other}.png`) })
  await expectOneSale(copy)
})
