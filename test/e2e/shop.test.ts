import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { verifyOrders } from '#modules/orders'
import { executablePath, useShopFront } from './shop-front.ts'
import { payByCard } from './walk.ts'

const words = {
  fr: {
    list: '/disques',
    add: 'Mettre au panier',
    kept: /Gardé pour vous/,
    order: 'Commander',
    submit: 'Commande avec obligation de paiement',
    thanks: /Merci Camille, c’est à vous/,
    transfer: /Votre virement/,
  },
  en: {
    list: '/en/records',
    add: 'Add to cart',
    kept: /Kept for you/,
    order: 'Check out',
    submit: 'Order with obligation to pay',
    thanks: /Thank you Camille, it is yours/,
    transfer: /Your bank transfer/,
  },
} as const

type Lang = keyof typeof words

async function putInCart(page: Page, lang: Lang, medium = 'cd'): Promise<string> {
  await page.goto(`${words[lang].list}?medium=${medium}&sort=price-up`)
  const card = page.locator('.card.free h2 a').first()
  const title = (await card.textContent()) ?? ''
  await card.click()
  await page.getByRole('button', { name: words[lang].add }).click()
  await page.getByText(words[lang].kept).first().waitFor()
  return title
}

async function fillIn(page: Page): Promise<void> {
  await page.locator('#name').fill('Camille Fournier')
  await page.locator('#email').fill('camille@example.org')
  await page.locator('#line1').fill('3 quai des Sillons')
  await page.locator('#postcode').fill('69001')
  await page.locator('#city').fill('Lyon')
}

/** Purging a cached page takes a moment, as the news travels through the database: asks again until it is there. */
async function openUntilShown(page: Page, address: string, shown: Locator): Promise<void> {
  const isShown = async (): Promise<boolean> => {
    await page.goto(address)
    return shown.first().isVisible()
  }
  await expect.poll(isShown, { timeout: 30_000 }).toBe(true)
}

const front = useShopFront()
const inBrowser = test.skipIf(!executablePath)

inBrowser.for(['fr', 'en'] as const)('a buyer finds a record, keeps it and pays by card (%s)', async (lang) => {
  const page = await front.visit()
  const title = await putInCart(page, lang)
  const countdown = page.locator('[data-until]').first()
  expect(await countdown.textContent()).toMatch(/^(10:00|9:\d\d)$/)
  await page.getByRole('link', { name: words[lang].order }).click()
  await fillIn(page)
  await page.getByRole('button', { name: words[lang].submit }).click()
  await payByCard(page, '4242 4242 4242 4242')
  await page.getByRole('heading', { name: words[lang].thanks }).waitFor()
  expect(await page.locator('main').textContent()).toContain(title)
  expect(await page.context().cookies()).toEqual([])
})

inBrowser.for(['fr', 'en'] as const)('without scripts one buys by bank transfer all the same (%s)', async (lang) => {
  const page = await front.visit({ hasScripts: false, isPhone: true })
  await putInCart(page, lang, 'vinyl')
  await page.getByRole('link', { name: words[lang].order }).click()
  await fillIn(page)
  await page.locator('input[value=transfer]').check()
  await page.getByRole('button', { name: words[lang].submit }).click()
  await page.getByRole('heading', { name: words[lang].transfer }).waitFor()
})

inBrowser('a declined card keeps the copy, 3-D Secure leads to the bank and back', async () => {
  const page = await front.visit()
  await putInCart(page, 'fr')
  await page.getByRole('link', { name: words.fr.order }).click()
  await fillIn(page)
  await page.getByRole('button', { name: words.fr.submit }).click()
  await payByCard(page, '4000 0000 0000 0002')
  await page.getByText('Votre banque a refusé la carte.').waitFor()
  await payByCard(page, '4000 0025 0000 3155')
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('heading', { name: words.fr.thanks }).waitFor()
})

inBrowser('PayPal works without scripts; going back from there frees the cart', async () => {
  const page = await front.visit({ hasScripts: false, isPhone: true })
  await putInCart(page, 'fr')
  await page.goto('/commander')
  const toPayPal = async (): Promise<void> => {
    await fillIn(page)
    await page.locator('input[value=paypal]').check()
    await page.getByRole('button', { name: words.fr.submit }).click()
    await page.getByRole('link', { name: 'Continuer vers PayPal' }).click()
  }
  await toPayPal()
  await page.getByRole('button', { name: 'Cancel and return' }).click()
  await page.getByRole('button', { name: 'Modifier la commande ou payer autrement' }).click()
  await page.getByRole('link', { name: words.fr.order }).click()
  await toPayPal()
  await page.getByRole('button', { name: 'Pay', exact: true }).click()
  await page.getByRole('heading', { name: words.fr.thanks }).waitFor()
})

inBrowser('faults stand beside their fields and nothing typed is lost', async () => {
  const page = await front.visit()
  await putInCart(page, 'fr')
  await page.goto('/commander')
  await page.locator('#city').fill('Lyon')
  await page.locator('#email').fill('camille@')
  await page.getByRole('button', { name: words.fr.submit }).click()
  await page.locator('#email-fault').waitFor()
  expect(await page.locator('#name-fault').textContent()).toBe('Il nous manque cette ligne.')
  expect(await page.locator('#city').inputValue()).toBe('Lyon')
  expect(await page.locator('#email').getAttribute('aria-invalid')).toBe('true')
})

inBrowser('another delivery changes the total; without scripts the new total is shown before ordering', async () => {
  const page = await front.visit({ hasScripts: false })
  await putInCart(page, 'fr')
  await page.goto('/commander')
  await fillIn(page)
  await page.locator('input[value=home]').check()
  await page.locator('input[value=transfer]').check()
  await page.getByRole('button', { name: words.fr.submit }).click()
  await page.getByText('Le total a changé avec votre livraison').waitFor()
  await page.getByRole('button', { name: words.fr.submit }).click()
  await page.getByRole('heading', { name: words.fr.transfer }).waitFor()
})

inBrowser('what one buyer keeps, another cannot buy, and sees it come back', async () => {
  const [first, second] = [await front.visit(), await front.visit()]
  await putInCart(first, 'fr', 'vinyl')
  const copy = (await first.locator('.line h2 a').getAttribute('href')) ?? ''
  await openUntilShown(second, copy, second.getByText('Dans le panier de quelqu’un'))
  expect(await second.getByRole('button', { name: words.fr.add }).count()).toBe(0)
  await first.getByRole('button', { name: /Retirer/ }).click()
  await first.getByText('Votre panier est vide').waitFor()
  await openUntilShown(second, copy, second.getByRole('button', { name: words.fr.add }))
})

inBrowser('what the pages sold agrees with the books', async () => {
  expect(await verifyOrders(front.cx)).toEqual([])
})
