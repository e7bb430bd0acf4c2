import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { chooseCurrencies, offeredRates, readRates } from '#modules/currencies'
import { addDays } from '#platform/clock'
import { type Lang, pathOf } from '#platform/i18n'
import { executablePath, useShopFront } from './shop-front.ts'
import { findCopy, putInCart } from './walk.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const front = useShopFront()
const inBrowser = test.skipIf(!executablePath)
const slowly = { timeout: 240_000 } as const
const chosen = ['USD', 'GBP', 'CHF', 'JPY']
const dayMs = 86_400_000

afterEach(() => chooseCurrencies(front.cx, chosen))

/** The first price of the list and what stands beside it, as a reader with this cookie is answered; no other cookie, so from the page cache. */
async function listFor(currency: string | undefined, path = '/disques') {
  const headers = currency === undefined ? {} : { cookie: `etal_monnaie=${currency}` }
  const text = await (await fetch(`${front.address}${path}`, { headers })).text()
  const about = /<small class="about"[^>]*>([^<]*)</.exec(text)?.[1]?.replaceAll(/\s/g, ' ')
  return { about, offers: [...text.matchAll(/name="currency" value="([A-Z]{3})"/g)].map(([, code]) => code) }
}

test(
  'each reader gets the page of their own currency from the cache, whatever others picked before',
  slowly,
  async () => {
    const offers = ['EUR', ...chosen]
    for (const _round of [1, 2]) {
      expect(await listFor(undefined)).toEqual({ about: undefined, offers })
      expect((await listFor('USD')).about).toMatch(/^env\. \d+,\d\d \$$/)
      expect((await listFor('JPY')).about).toMatch(/^env\. [\d ]+ ¥$/)
      expect((await listFor('GBP', '/en/records')).about).toMatch(/^about £\d+\.\d\d$/)
      expect(await listFor('SEK')).toEqual({ about: undefined, offers })
      expect(await listFor('"><script>')).toEqual({ about: undefined, offers })
    }
  },
)

test('new rates and another choice leave the cached pages at once', slowly, async () => {
  const before = await listFor('USD')
  const { rateDate } = (await offeredRates(front.cx)) ?? { rateDate: '' }
  const known = await front.cx.db.selectFrom('currencyRates').select(['currency', 'rateMicro']).execute()
  const readTomorrow = async (times: number) => {
    const file = {
      rateDate: addDays(rateDate, 1),
      rates: known.map(({ currency, rateMicro }) => ({ currency, rateMicro: Math.round(rateMicro * times) })),
    }
    const rates = { address: 'bank', read: async () => file }
    const outside = { ...front.cx.outside, rates }
    return (await readRates({ ...front.cx, outside, now: () => new Date(Date.now() + dayMs) })).outcome
  }
  expect(await readTomorrow(1.3)).toBe('refused')
  expect(await listFor('USD')).toEqual(before)
  expect(await readTomorrow(1.1)).toBe('kept')
  await expect.poll(async () => (await listFor('USD')).about, { timeout: 20_000 }).not.toBe(before.about)
  expect((await listFor('USD')).about).toContain('$')

  await chooseCurrencies(front.cx, ['CHF'])
  await expect.poll(() => listFor('USD'), { timeout: 20_000 }).toEqual({ about: undefined, offers: ['EUR', 'CHF'] })
  expect((await listFor('CHF')).about).toContain('CHF')
  await chooseCurrencies(front.cx, [])
  await expect.poll(() => listFor('CHF'), { timeout: 20_000 }).toEqual({ about: undefined, offers: [] })
})

async function axeFaults(page: Page): Promise<unknown> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
    const { violations } = await Reflect.get(globalThis, 'axe').run(document, { runOnly })
    return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`)
  })
}

const pick = async (page: Page, lang: Lang, code: string): Promise<void> => {
  await page.goto(`${pathOf('list', lang)}?medium=cd`)
  await page.locator(`button[name=currency][value=${code}]`).click()
  await page.locator(`button[name=currency][value=${code}][aria-pressed=true]`).waitFor()
  expect(new URL(page.url()).search).toBe('?medium=cd')
}

const totals = async (page: Page) => ({
  euros: await page.locator('[data-total]').allTextContents(),
  abouts: await page.locator('[data-about=total]').allTextContents(),
})

inBrowser.for([
  { lang: 'fr', hasScripts: false, isPhone: true },
  { lang: 'en', hasScripts: true, isPhone: false },
] as const)(
  'prices are said in dollars too, and paid in euros ($lang, scripts: $hasScripts)',
  slowly,
  async ({ lang, hasScripts, isPhone }) => {
    const page = await front.visit({ hasScripts, isPhone })
    const expectFaultless = async () => hasScripts && expect(await axeFaults(page), page.url()).toEqual([])
    await pick(page, lang, 'USD')
    expect(await page.locator('.card .about').count()).toBe(await page.locator('.card .price').count())
    await expectFaultless()

    await findCopy(page, lang)
    expect(await page.locator('.buy .about').textContent()).toContain('$')
    expect(await page.locator('.rate-note').textContent()).toMatch(
      lang === 'fr' ? /Vous payez en euros/ : /You pay in euros/,
    )
    const data = (await page.locator('script[type="application/ld+json"]').first().textContent()) ?? ''
    expect(data).toContain('"priceCurrency":"EUR"')
    expect(data).not.toContain('USD')
    await expectFaultless()

    await putInCart(page, lang)
    await page.goto(pathOf('cart', lang))
    expect(await page.locator('.quote .about').count()).toBeGreaterThan(0)
    await page.goto(pathOf('checkout', lang))
    await expectFaultless()
    const atFirst = await totals(page)
    expect(atFirst.euros.every((text) => text.includes('€'))).toBe(true)
    expect(atFirst.abouts.every((text) => text.includes('$'))).toBe(true)
    if (hasScripts) {
      await page.locator('input[name=deliveryMethod][value=pickup]').check()
      const [euros = ''] = (await totals(page)).euros
      expect(euros).not.toBe(atFirst.euros[0])
      expect(new Set((await totals(page)).abouts).size).toBe(1)
      expect((await totals(page)).abouts[0]).not.toBe(atFirst.abouts[0])
    }
    await page.goto(pathOf('list', lang))
    await page.locator('button[name=currency][value=EUR]').click()
    await page.locator('button[name=currency][value=EUR][aria-pressed=true]').waitFor()
    expect(await page.locator('.about').count()).toBe(0)
  },
)
