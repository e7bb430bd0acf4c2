import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { verifyOrders } from '#modules/orders'
import { verifyPayments } from '#modules/payments'
import { verifyStock } from '#modules/stock'
import { type Lang, pathOf } from '#platform/i18n'
import { executablePath, useShopFront } from './shop-front.ts'
import {
  type Buyer,
  type Copy,
  cards,
  fillCheckout,
  findCopy,
  linkIn,
  mailTo,
  order,
  type Paying,
  pay,
  putInCart,
  runOutHold,
  say,
  subject,
  useOffice,
} from './walk.ts'

/**
 * A copy’s whole way, each language and size once with each provider’s pages: held by one, waited for by another, bought, sent, followed,
 * sent back and refunded.
 */
const front = useShopFront()
const office = useOffice(front)
const inBrowser = test.skipIf(!executablePath)
const wholeWay = { timeout: 180_000 } as const

const ways = [
  { lang: 'fr', by: 'stripe', isPhone: false },
  { lang: 'en', by: 'stripe', isPhone: true },
  { lang: 'fr', by: 'paypal', isPhone: true },
  { lang: 'en', by: 'paypal', isPhone: false },
] as const

/** Somebody else wants the copy that `holder` keeps, and gets it when the time is over. */
async function waitInLine(page: Page, copy: Copy, { lang, email }: { lang: Lang; email: string }): Promise<void> {
  const join = page.getByRole('button', { name: say(lang, 'waiting:join'), exact: true })
  const isHeld = async (): Promise<boolean> => {
    await page.goto(copy.path)
    return join.isVisible()
  }
  await expect.poll(isHeld, { timeout: 30_000 }).toBe(true)
  expect(await page.getByRole('button', { name: say(lang, 'shop:product.add') }).count()).toBe(0)
  await page.locator('#lineEmail').fill(email)
  await join.click()
  await page.getByText(say(lang, 'waiting:joined')).waitFor()
  await page.getByText(say(lang, 'waiting:place', { place: 1 })).waitFor()
}

async function takeOffer(page: Page, copy: Copy, { lang, email }: { lang: Lang; email: string }): Promise<void> {
  const mail = await mailTo(front, email, subject(lang, 'waiting:mail.offered.subject'))
  expect(mail).toContain(copy.title)
  await page.goto(linkIn(mail))
  expect(await page.locator('[data-until]').first().textContent()).toMatch(/^(15:00|14:\d\d)$/)
  await page.getByRole('button', { name: say(lang, 'waiting:take') }).click()
  await page.locator('.line .kept').first().waitFor()
}

/** Packed and sent in the office, by its buttons. */
async function send(page: Page, number: string, trackingNumber: string): Promise<void> {
  await page.goto(`/office/orders?text=${number}`)
  await page.getByRole('link', { name: number }).click()
  await page.getByRole('button', { name: 'Marquer emballée' }).click()
  await page.getByRole('button', { name: 'Marquer envoyée', disabled: false }).click()
  await page.getByLabel('Numéro de suivi (facultatif)').fill(trackingNumber)
  await page.getByRole('dialog').getByRole('button', { name: 'Marquer envoyée' }).click()
  await page.getByRole('list', { name: 'Ce qui s’est passé' }).getByText('Colis expédié').waitFor()
}

/** The two steps of the law: declare, then confirm. */
async function withdraw(page: Page, lang: Lang): Promise<void> {
  await page
    .getByRole('link', { name: say(lang, 'shop:withdrawal.link') })
    .first()
    .click()
  await page.getByRole('button', { name: say(lang, 'returns:declare.continue') }).click()
  const confirm = page.getByRole('button', { name: say(lang, 'shop:withdrawal.confirm') })
  if (lang === 'fr') expect(await confirm.textContent()).toBe('Confirmer la rétractation')
  await confirm.click()
  await page.locator('.notice.good').waitFor()
}

/** What the office does with a return, up to the money. */
async function refund(page: Page, number: string): Promise<void> {
  await page.goto(`/office/returns?text=${number}`)
  await page.locator('[data-row]').first().click()
  await page.getByRole('button', { name: 'Tout est arrivé' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Tout est arrivé' }).click()
  await page.getByRole('button', { name: 'Contrôler', disabled: false }).click()
  await page.getByRole('button', { name: 'Enregistrer le contrôle' }).click()
  await page.getByRole('button', { name: 'Rembourser', disabled: false }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rembourser' }).click()
  await page.getByRole('list', { name: 'Ce qui s’est passé' }).getByText('Remboursé').waitFor()
}

const nobodysFault = async () => [
  ...(await verifyStock(front.cx)),
  ...(await verifyOrders(front.cx)),
  ...(await verifyPayments(front.cx)),
]

inBrowser.for(ways)(
  'held, waited for, bought, followed, sent back, refunded ($lang, $by, on a phone: $isPhone)',
  wholeWay,
  async ({ lang, by, isPhone }) => {
    const [holder, buyer] = [await front.visit({ isPhone }), await front.visit({ isPhone })]
    const who: Buyer = { name: 'Camille Fournier', email: `camille.${lang}.${by}@example.org` }
    const paying: Paying = { lang, by }
    const copy = await findCopy(holder, lang)
    await putInCart(holder, lang)
    await waitInLine(buyer, copy, { lang, email: who.email })
    await runOutHold(front, copy.variantId)
    await takeOffer(buyer, copy, { lang, email: who.email })
    await holder.goto(pathOf('cart', lang))
    await holder.locator('.line .lost').waitFor()

    await fillCheckout(buyer, lang, who)
    await order(buyer, lang, by)
    const number = await pay(buyer, paying)
    expect(await mailTo(front, who.email, subject(lang, 'mail:order.paid.subject'))).toContain(copy.title)

    const desk = await office.enter()
    await send(desk, number, `6A${by}${lang}`)
    await buyer.goto(linkIn(await mailTo(front, who.email, subject(lang, 'mail:order.sent.subject'))))
    await buyer.getByText(`6A${by}${lang}`).waitFor()
    await buyer.getByText(say(lang, 'shop:order.lead.sent')).waitFor()

    await withdraw(buyer, lang)
    await refund(desk, number)
    await buyer.getByRole('link', { name: say(lang, 'returns:declared.follow') }).click()
    await buyer.locator('.returns .state', { hasText: say(lang, 'returns:state.refunded') }).waitFor()
    expect(await nobodysFault()).toEqual([])
  },
)

const tabsMax = 200

/** Tab, until the focus is there; it can be seen at every stop. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const goal = await wanted.elementHandle()
  for (let tabs = 0; tabs < tabsMax; tabs += 1) {
    await page.keyboard.press('Tab')
    const { isSeen, isThere, what } = await page.evaluate(focusShown, goal)
    expect(isSeen, `the focus on ${what}`).toBe(true)
    if (isThere) return
  }
  throw new Error(`${wanted} was not reached in ${tabsMax} steps`)
}

/** In the page: whether what has the focus has an outline, or its label, field or card has one for it. */
function focusShown(goal: Node | null): { isSeen: boolean; isThere: boolean; what: string } {
  const focused = document.activeElement
  if (!focused || focused === document.body) return { isSeen: true, isThere: false, what: 'the page' }
  const isMarked = (element: Element | null | undefined): boolean => {
    if (!element) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const { width, height } = element.getBoundingClientRect()
    return outlineStyle !== 'none' && outlineWidth !== '0px' && width > 1 && height > 1
  }
  const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : undefined
  const around = [focused, label, focused.parentElement, focused.closest('form'), focused.closest('.card')]
  const isSeen = focused.tagName === 'IFRAME' || around.some(isMarked)
  return { isSeen, isThere: focused === goal, what: focused.outerHTML.slice(0, 160) }
}

async function typeInto(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await tabTo(page, page.locator(`#${name}`))
    await page.keyboard.type(text)
  }
}

const address = { line1: '3 quai des Sillons', postcode: '69001', city: 'Lyon' } as const

async function payWithKeys(page: Page, { lang, by }: Paying): Promise<void> {
  if (by === 'paypal') {
    await tabTo(page, page.getByRole('link', { name: say(lang, 'pay:toPayPal') }))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Pay', exact: true }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    return
  }
  await page.frameLocator('iframe').locator('#number').waitFor()
  await page.locator('[data-pay-submit]:enabled').waitFor()
  await tabTo(page, page.locator('iframe'))
  for (const text of [cards.good, '09/39', '123']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Space')
}

inBrowser.for([
  { lang: 'fr', by: 'stripe', isPhone: false },
  { lang: 'en', by: 'paypal', isPhone: true },
] as const)(
  'by the keyboard alone from the home page to a paid order ($lang, $by, on a phone: $isPhone)',
  wholeWay,
  async ({ lang, by, isPhone }) => {
    const page = await front.visit({ isPhone })
    const enter = () => page.keyboard.press('Enter')
    await page.goto(pathOf('home', lang))
    await tabTo(page, page.getByRole('link', { name: say(lang, 'shop:page.skip') }))
    await enter()
    expect(new URL(page.url()).hash).toBe('#main')
    await tabTo(page, page.locator(`main a[href^="${pathOf('list', lang)}"]`).first())
    await enter()
    await page.locator('.card.free h2 a').first().waitFor()
    await tabTo(page, page.locator('.card.free h2 a').first())
    await enter()
    await page.locator('.buy').waitFor()
    await tabTo(page, page.getByRole('button', { name: say(lang, 'shop:product.add') }))
    await page.keyboard.press('Space')
    await page.locator('.line .kept').first().waitFor()
    await tabTo(page, page.getByRole('link', { name: say(lang, 'shop:cart.order'), exact: true }))
    await enter()
    await page.locator('#name').waitFor()
    await typeInto(page, { name: 'Camille Fournier', email: `keys.${lang}@example.org` })
    await typeInto(page, address)
    await tabTo(page, page.locator('input[name=payment][value=stripe]'))
    if (by === 'paypal') await page.keyboard.press('ArrowDown')
    expect(await page.locator(`input[name=payment][value=${by}]`).isChecked()).toBe(true)
    await tabTo(page, page.locator('[data-order]'))
    await enter()
    await page.locator('.pay').waitFor()
    await payWithKeys(page, { lang, by })
    await page.locator('ol.steps').waitFor()
    await page.getByRole('heading', { name: say(lang, 'shop:order.thanks', { name: 'Camille' }) }).waitFor()
    expect(await page.context().cookies()).toEqual([])
  },
)
