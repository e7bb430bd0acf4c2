import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { placeApiOrder } from '#modules/orders'
import { inviteBuyer } from '#modules/reviews'
import { createToken } from '#modules/team'
import { type Lang, pathOf } from '#platform/i18n'
import { aBuyer, aCopy, anAddress } from '#support/makers'
import { executablePath, useShopFront } from './shop-front.ts'
import { findCopy, linkIn, mailTo, press, say, subject, useOffice } from './walk.ts'

/** What buyers ask for later: something is wrong, how it was, what is kept of them, and what they still look for. */
const front = useShopFront()
const office = useOffice(front)
const inBrowser = test.skipIf(!executablePath)
const manySteps = { timeout: 180_000 } as const

/** An order of one copy that has left, told by the API as a parcel desk would. */
async function aSentOrder(email: string) {
  const { variantId } = await aCopy(front.cx)
  const order = await placeApiOrder(front.cx, {
    lang: 'fr',
    buyer: { ...aBuyer, email },
    address: anAddress,
    lines: [{ variantId, quantity: 1 }],
    deliveryMethod: 'relay',
    deliveryMinor: 510,
    isPaid: true,
  })
  const { token } = await createToken(front.cx, { name: order.number, scopes: ['orders:write'] })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  for (const [step, body] of [
    ['packing', {}],
    ['sending', { carrier: 'colissimo', trackingNumber: `6A${order.number}` }],
  ] as const) {
    const url = `${front.address}/api/v1/orders/${order.orderId}/${step}`
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(answer.status, await answer.text()).toBe(200)
  }
  return order
}

inBrowser('a damaged copy is complained about on a phone and accepted in the office', manySteps, async () => {
  const email = 'complaint@example.org'
  const { number, accessToken } = await aSentOrder(email)
  const page = await front.visit({ isPhone: true })
  await page.goto(`${pathOf('order', 'fr', { number })}?cle=${accessToken}`)
  await page.getByRole('link', { name: say('fr', 'returns:complaint.link') }).click()
  await press(page, 'fr', 'returns:complaint.submit')
  await page.getByText(say('fr', 'returns:declare.noLine')).waitFor()
  await page.getByLabel(say('fr', 'returns:complaint.reason')).selectOption({ index: 1 })
  await page.locator('textarea').fill('La face B saute au troisième titre.')
  await press(page, 'fr', 'returns:complaint.submit')
  await page.locator('.notice.good').waitFor()

  const desk = await office.enter()
  await desk.goto(`/office/returns?text=${number}`)
  await desk.locator('[data-row]').first().click()
  await desk.getByText('La face B saute au troisième titre.').waitFor()
  await desk.getByRole('button', { name: 'Accepter', exact: true }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Accepter' }).click()
  await desk.getByRole('list', { name: 'Ce qui s’est passé' }).getByText('Accepté').waitFor()
  await page.getByRole('link', { name: say('fr', 'returns:declared.follow') }).click()
  await page.locator('.returns .state', { hasText: say('fr', 'returns:state.accepted') }).waitFor()
})

inBrowser('a review is invited, written, read in the office and answered under it', manySteps, async () => {
  const email = 'review@example.org'
  const { orderId, number } = await aSentOrder(email)
  await inviteBuyer(front.cx, orderId)
  const page = await front.visit({ isPhone: true })
  const invitation = linkIn(await mailTo(front, email, subject('fr', 'reviews:mail.invitation.subject')))
  await page.goto(invitation)
  await page.getByLabel(say('fr', 'reviews:write.star_4')).check()
  await page.getByLabel(say('fr', 'reviews:verdict.better')).check()
  await page.locator('#body').fill(`Pochette impeccable (${number}).`)
  await press(page, 'fr', 'reviews:write.submit')
  await page.getByText(say('fr', 'reviews:write.thanksTitle')).waitFor()
  await page.goto(invitation)
  await page.getByText(say('fr', 'reviews:write.already')).waitFor()

  const desk = await office.enter()
  await desk.goto('/office/reviews')
  await desk.getByRole('article').filter({ hasText: number }).getByRole('button', { name: 'Publier' }).click()
  await desk.getByText('Avis publié').waitFor()
  await desk.goto('/office/reviews?state=published')
  await desk.getByRole('article').filter({ hasText: number }).getByRole('button', { name: 'Répondre…' }).click()
  await desk.getByLabel(say('fr', 'reviews:office.yourAnswer')).fill(`Merci pour ${number} !`)
  await desk.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
  await desk.getByText('Réponse publiée').waitFor()
  await openUntilShown(page, pathOf('reviews', 'fr'), `Merci pour ${number} !`)
  expect(await page.locator('main').textContent()).toContain(`Pochette impeccable (${number}).`)
})

/** Purging a cached page takes a moment, as the news travels through the database: asks again until it is there. */
async function openUntilShown(page: Page, address: string, text: string): Promise<void> {
  const isShown = async (): Promise<boolean> => {
    await page.goto(address)
    return page.getByText(text).first().isVisible()
  }
  await expect.poll(isShown, { timeout: 30_000 }).toBe(true)
}

inBrowser('who bought without an account takes the data along and has them erased', manySteps, async () => {
  const email = 'forget@example.org'
  const { number } = await aSentOrder(email)
  const page = await front.visit()
  await page.goto(pathOf('my-data', 'fr'))
  await page.locator('#email').fill('nobody')
  await press(page, 'fr', 'account:signIn.sendLink')
  await page.locator('#email-fault').waitFor()
  await page.locator('#email').fill(email)
  await press(page, 'fr', 'account:signIn.sendLink')
  await page.getByText(say('fr', 'privacy:mine.sent', { email: email })).waitFor()
  await page.goto(linkIn(await mailTo(front, email, subject('fr', 'account:mail.my-data.subject'))))
  const coming = page.waitForEvent('download')
  await press(page, 'fr', 'privacy:export.submit')
  expect((await coming).suggestedFilename()).toMatch(/\.zip$/)
  await press(page, 'fr', 'privacy:erase.submit')
  await page.getByText(say('fr', 'privacy:erase.tick')).waitFor()
  await page.locator('#sure').check()
  await press(page, 'fr', 'privacy:erase.submit')
  await page.locator('.notice.good').waitFor()
  const order = await front.cx.db
    .selectFrom('orders')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(order)).not.toContain(aBuyer.name)
})

/** The alerts' key is known to the mail alone; their words are in the language of the list. */
inBrowser.for(['fr', 'en'] as const)(
  'a wish is kept, its alert confirmed, narrowed and stopped (%s)',
  manySteps,
  async (lang) => {
    const page = await front.visit({ isPhone: lang === 'en' })
    const email = `wish.${lang}@example.org`
    const { title } = await findCopy(page, lang)
    await press(page, lang, 'wishes:keep')
    await page.getByText(say(lang, 'wishes:added')).waitFor()
    await page.getByRole('link', { name: title }).first().waitFor()
    await page.locator('summary', { hasText: say(lang, 'wishes:limits') }).click()
    await narrow(page, lang, 'cher')
    await page.getByText(say(lang, 'wishes:fault.price')).waitFor()
    await narrow(page, lang, '12,50')
    await page.getByText(say(lang, 'wishes:saved')).waitFor()
    expect(await page.locator('main').textContent()).toMatch(/≤\s€?12[,.]50/)

    await page.locator('#alert-email').fill(email)
    await press(page, lang, 'wishes:alerts.start')
    await page.goto(linkIn(await mailTo(front, email, subject(lang, 'wishes:mail.confirm.subject'))))
    await press(page, lang, 'wishes:alerts.confirm')
    await page.getByRole('heading', { name: say(lang, 'wishes:alerts.onTitle') }).waitFor()
    await press(page, lang, 'wishes:alerts.stop')
    await page.getByRole('heading', { name: say(lang, 'wishes:alerts.stoppedTitle') }).waitFor()
    await page.goto(pathOf('wishes', lang))
    await page.getByText(say(lang, 'wishes:alerts.off')).waitFor()
  },
)

async function narrow(page: Page, lang: Lang, price: string): Promise<void> {
  await page.getByLabel(say(lang, 'wishes:priceMax')).fill(price)
  await press(page, lang, 'wishes:save')
}
