import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { toId, type VariantId } from '#kernel/ids'
import { jobs as stockJobs } from '#modules/stock'
import { ensureOwner } from '#modules/team'
import { jobs as waitingJobs } from '#modules/waiting'
import { sql } from '#platform/db'
import { type Lang, pathOf, translate } from '#platform/i18n'
import type { ShopFront } from './shop-front.ts'

/** What people do on the pages, step by step, by the words they read. */

export const say = (lang: Lang, key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  translate(lang, key, values)

export type Copy = { readonly title: string; readonly path: string; readonly variantId: VariantId }

/** From the list to the page of the cheapest free copy of a medium. */
export async function findCopy(page: Page, lang: Lang, medium = 'cd', sort = 'price-up'): Promise<Copy> {
  await page.goto(`${pathOf('list', lang)}?medium=${medium}&sort=${sort}`)
  const card = page.locator(`.card[data-variant="${await firstFree(page)}"] h2 a`)
  const title = (await card.textContent())?.trim() ?? ''
  await card.click()
  return { title, ...(await copyShown(page)) }
}

/** A list may be a moment old: of its free copies the first that nobody has taken since. */
async function firstFree(page: Page): Promise<string> {
  const cards = await page.locator('.card.free[data-variant]').all()
  const ids = await Promise.all(cards.map((card) => card.getAttribute('data-variant')))
  const states: Record<string, { state: string }> = await (
    await page.request.get(`/shop-state?lang=fr&v=${ids.join(',')}`)
  ).json()
  const free = ids.find((id) => id !== null && states[id]?.state === 'free')
  expect(free, `a free copy in ${page.url()}`).toBeDefined()
  return free ?? ''
}

async function copyShown(page: Page): Promise<Pick<Copy, 'path' | 'variantId'>> {
  const id = (await page.locator('.buy[data-variant]').getAttribute('data-variant')) ?? ''
  const { pathname, search } = new URL(page.url())
  return { path: pathname + search, variantId: toId<VariantId>(id) }
}

export async function putInCart(page: Page, lang: Lang): Promise<void> {
  await page.getByRole('button', { name: say(lang, 'shop:product.add') }).click()
  await page.locator('.line .kept').first().waitFor()
}

export type Buyer = { readonly name: string; readonly email: string }

/** The checkout form; whatever is chosen already stays chosen. */
export async function fillCheckout(page: Page, lang: Lang, { name, email }: Buyer): Promise<void> {
  await page.goto(pathOf('checkout', lang))
  await page.locator('#name').fill(name)
  await page.locator('#email').fill(email)
  await fillAddress(page)
  await chooseDelivery(page, 'home')
}

/** Where the delivery changes more than its own price, the page asks for its totals again by itself. */
export async function chooseDelivery(page: Page, code: string): Promise<void> {
  await page.locator(`input[name=deliveryMethod][value=${code}]`).check()
  await page.locator('form[data-checkout]:not(.sent)').waitFor()
  await page.locator(`input[name=deliveryMethod][value=${code}]:checked`).waitFor()
}

export async function fillAddress(page: Page): Promise<void> {
  await page.locator('#line1').fill('3 quai des Sillons')
  await page.locator('#postcode').fill('69001')
  await page.locator('#city').fill('Lyon')
}

/** The one button with these words. */
export const press = (page: Page, lang: Lang, key: string): Promise<void> =>
  page.getByRole('button', { name: say(lang, key), exact: true }).click()

/** Presses the order button; when the total was another one, it is shown and pressed again. */
export async function order(page: Page, lang: Lang, payment: string): Promise<void> {
  await page.locator(`input[name=payment][value=${payment}]`).check()
  const submit = page.locator('[data-order]')
  expect(await submit.textContent()).toBe(say(lang, 'shop:checkout.submit'))
  await submit.click()
}

/** In the provider's own frame; 3-D Secure follows when the card asks for it. */
export async function payByCard(page: Page, number: string): Promise<void> {
  const fields = page.frameLocator('iframe')
  await fields.locator('#number').fill(number)
  await fields.locator('#expiry').fill('09/39')
  await fields.locator('#cvc').fill('123')
  await page.locator('[data-pay-submit]').click()
}

export const cards = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  secure: '4000 0025 0000 3155',
} as const

export type Paying = { readonly lang: Lang; readonly by: 'stripe' | 'paypal' }

/** To the thanks; answers with the order's number. */
export async function pay(page: Page, { lang, by }: Paying): Promise<string> {
  if (by === 'stripe') {
    await payByCard(page, cards.secure)
    await page.getByRole('button', { name: 'Approve' }).click()
  } else {
    await page.getByRole('link', { name: say(lang, 'pay:toPayPal') }).click()
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
  }
  await page.locator('ol.steps').waitFor()
  return orderNumberIn(page)
}

const orderNumberIn = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

/** The hold of a copy is over: its row is made as old as that, and the worker's next round is run now. */
export async function runOutHold({ cx }: ShopFront, variantId: VariantId): Promise<void> {
  await sql`update claims set expires_at = ${cx.now()} where ended_at is null and kind = 'cart'
    and unit_id in (select id from units where variant_id = ${variantId})`.execute(cx.db)
  for (const job of [...stockJobs, ...waitingJobs]) await job.run(cx, {})
}

/** The subject of a mail, whatever is filled in. */
export const subject = (lang: Lang, key: string): RegExp =>
  new RegExp(
    `^${say(lang, key)
      .replaceAll(/[.?()]/g, '\\$&')
      .replaceAll(/\{\{\w+\}\}/g, '.+')}$`,
  )

/** The newest mail to somebody about something, when it is there; the worker writes some of them a moment later. */
export async function mailTo({ cx }: ShopFront, email: string, about: RegExp): Promise<string> {
  const find = async (): Promise<string> => {
    const mails = await cx.db
      .selectFrom('mails')
      .select(['subject', 'bodyText'])
      .where('recipient', '=', email)
      .orderBy('id', 'desc')
      .execute()
    return mails.find(({ subject }) => about.test(subject))?.bodyText ?? ''
  }
  await expect.poll(find, { timeout: 30_000, message: `${about} to ${email}` }).not.toBe('')
  return find()
}

/** The first address of the shop in a mail. */
export function linkIn(text: string): string {
  const [link] = /https?:\/\/\S+/.exec(text) ?? []
  expect(link, text).toBeDefined()
  return link ?? ''
}

/** Signs the owner in once; later visits bring the session along, as guessing passwords is slowed down. */
export function useOffice(front: ShopFront): { enter(options?: { isPhone?: boolean }): Promise<Page> } {
  let cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>> = []
  return {
    async enter(options) {
      const page = await front.visit(options)
      await page.context().addCookies(cookies)
      if (cookies.length > 0) return page
      const known = await ensureOwner(front.cx, { isDemo: true })
      await page.goto('/office')
      await page.getByLabel('Adresse e-mail').fill(known.kind === 'demo' ? known.email : '')
      await page.getByLabel(/^Mot de passe/).fill(known.kind === 'demo' ? known.password : '')
      await page.getByRole('button', { name: 'Entrer' }).click()
      await page.getByRole('heading', { name: 'Aujourd’hui', level: 1 }).waitFor()
      cookies = await page.context().cookies()
      return page
    },
  }
}
