import { expect, test } from 'vitest'
import { claimVariant } from '#modules/stock'
import { namePage } from '#modules/storefront'
import { executablePath, useShopFront } from './shop-front.ts'

const front = useShopFront()
const inBrowser = test.skipIf(!executablePath)
const busyMachine = { timeout: 120_000 } as const

inBrowser('a record leads to its artist and its label, and they back to records', busyMachine, async () => {
  const page = await front.visit()
  await page.goto('/disques?q=kind+of+blue+miles')
  await page.locator('.card .who a').first().click()
  await page.waitForURL('**/artiste/miles-davis')
  expect(await page.locator('h1').textContent()).toBe('Miles Davis')
  await page.locator('.card h2 a').first().click()
  await page.locator('.product .artist a').waitFor()
  expect(await page.locator('.product .artist a').getAttribute('href')).toBe('/artiste/miles-davis')
  await page.locator('.details a').first().click()
  await page.waitForURL('**/label/**')
  expect(await page.locator('.card').count()).toBeGreaterThan(0)
})

inBrowser('an artist’s page says to machines what it is and where its other language stands', busyMachine, async () => {
  const page = await front.visit({ hasScripts: false })
  await page.goto('/en/artist/miles-davis?utm_source=x')
  const hrefOf = (selector: string) => page.locator(selector).getAttribute('href')
  expect(await hrefOf('link[rel=canonical]')).toMatch(/\/en\/artist\/miles-davis$/)
  expect(await hrefOf('link[hreflang=fr]')).toMatch(/\/artiste\/miles-davis$/)
  const { '@graph': parts } = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '')
  expect(parts).toMatchObject([
    { '@type': 'BreadcrumbList', itemListElement: [{ position: 1 }, { position: 2, name: 'Miles Davis' }] },
    { '@type': 'CollectionPage', mainEntity: { '@type': 'ItemList', itemListElement: expect.any(Array) } },
  ])
  const sitemap = await (await fetch(`${front.address}/sitemaps/artists-1.xml`)).text()
  expect(sitemap).toContain('/en/artist/miles-davis<')
})

inBrowser(
  'the cached page of an artist sold out offers equivalents, an unknown one is not found',
  busyMachine,
  async () => {
    const address = `${front.address}/artiste/quatuor-vegh`
    expect(await (await fetch(address)).text()).toContain('pièce en bac')
    const { items } = await namePage(front.cx, 'artist', { slug: 'quatuor-vegh', page: 1 })
    for (const { variantId } of items)
      await claimVariant(front.cx, { variantId, quantity: 1, kind: 'order', holder: 'order:x', expiresAt: null })
    const soldOut = async () => {
      const answer = await fetch(address)
      const text = await answer.text()
      return (
        answer.status === 200 &&
        text.includes('Plus rien de') &&
        text.includes('class="card') &&
        text.includes('noindex')
      )
    }
    await expect.poll(soldOut, { timeout: 20_000 }).toBe(true)
    expect((await fetch(`${front.address}/artiste/personne-ici`)).status).toBe(404)
  },
)
