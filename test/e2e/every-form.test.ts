import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { verifyOrders } from '#modules/orders'
import { verifyPayments } from '#modules/payments'
import { jobs as voucherJobs } from '#modules/vouchers'
import { pathOf } from '#platform/i18n'
import { executablePath, useShopFront } from './shop-front.ts'
import {
  cards,
  chooseDelivery,
  fillAddress,
  fillCheckout,
  findCopy,
  linkIn,
  mailTo,
  order,
  pay,
  payByCard,
  press,
  putInCart,
  runOutHold,
  say,
  subject,
  useOffice,
} from './walk.ts'

/** What people ask for by the shop’s forms, and what the office does about it. */
const front = useShopFront()
const office = useOffice(front)
const inBrowser = test.skipIf(!executablePath)
const manySteps = { timeout: 180_000 } as const

inBrowser.for(['fr', 'en'] as const)(
  'a mailed link opens the account and all of its pages (%s)',
  manySteps,
  async (lang) => {
    const page = await front.visit({ isPhone: lang === 'en' })
    const email = `ada.${lang}@example.org`
    await page.goto(pathOf('account', lang))
    await page.locator('#email').fill(email)
    await press(page, lang, 'account:signIn.sendLink')
    await page.getByText(say(lang, 'account:signIn.sent', { email })).waitFor()
    await page.goto(linkIn(await mailTo(front, email, subject(lang, 'account:mail.sign-in.subject'))))
    await press(page, lang, 'account:link.sign-inSubmit')
    for (const place of [
      'account-addresses',
      'account-mails',
      'account-security',
      'account-data',
      'account',
    ] as const) {
      await page
        .getByRole('navigation', { name: say(lang, 'account:title') })
        .getByRole('link', { name: say(lang, `account:nav.${place}`), exact: true })
        .click()
      await page.waitForURL(`**${pathOf(place, lang)}`)
      expect(
        await page.locator('nav [aria-current=page]', { hasText: say(lang, `account:nav.${place}`) }).count(),
      ).toBe(1)
    }
    await press(page, lang, 'account:signOut')
    await page.goto(pathOf('account', lang))
    await page.waitForURL(`**${pathOf('sign-in', lang)}?*`)
  },
)

inBrowser('a card that is declined is explained in French, also to who has not enough on it', manySteps, async () => {
  const page = await front.visit({ isPhone: true })
  await findCopy(page, 'fr')
  await putInCart(page, 'fr')
  await fillCheckout(page, 'fr', { name: 'Camille Fournier', email: 'declined@example.org' })
  await order(page, 'fr', 'stripe')
  for (const [number, words] of [
    [cards.declined, say('fr', 'pay:decline.generic_decline')],
    ['4000 0000 0000 9995', say('fr', 'pay:decline.insufficient_funds')],
  ] as const) {
    await payByCard(page, number)
    await page.getByText(words).waitFor()
  }
  await pay(page, { lang: 'fr', by: 'stripe' })
})

inBrowser('a copy is put aside for the stall and paid there', manySteps, async () => {
  const page = await front.visit()
  const copy = await findCopy(page, 'fr')
  await putInCart(page, 'fr')
  await fillCheckout(page, 'fr', { name: 'Camille Fournier', email: 'stall@example.org' })
  await chooseDelivery(page, 'stall')
  await page.locator('#marketDayId').selectOption({ index: 1 })
  await order(page, 'fr', 'cash')
  await page.locator('ol.steps').waitFor()
  await page.getByText('Vous payez').first().waitFor()
  expect(await mailTo(front, 'stall@example.org', subject('fr', 'mail:order.placed-cash.subject'))).toContain(
    copy.title,
  )
})

/** The amount that stands there, in cents. */
async function cents(shown: Locator): Promise<number> {
  const text = (await shown.first().textContent()) ?? ''
  expect(text).toMatch(/\d/)
  return Number(text.replaceAll(/\D/g, ''))
}

const dueOf = (page: Page): Locator => page.locator('.quote .total.due [data-total]')

async function checkOutWith(page: Page, code: string, email: string): Promise<void> {
  await putInCart(page, 'fr')
  await page.locator('#code').fill(code)
  await press(page, 'fr', 'promotions:codeEnter')
  await page
    .locator('.codes .good')
    .getByText(say('fr', 'vouchers:given', { code }))
    .waitFor()
  await fillCheckout(page, 'fr', { name: 'Ben', email })
}

/** The voucher exists when the order’s news has travelled; its mail goes out by a round of the worker, run now. */
async function voucherMail(email: string): Promise<string> {
  const isIssued = async () => {
    const { db } = front.cx
    return (await db.selectFrom('vouchers').select('id').where('recipientEmail', '=', email).execute()).length
  }
  await expect.poll(isIssued, { timeout: 30_000 }).toBe(1)
  for (const job of voucherJobs) await job.run(front.cx, {})
  return mailTo(front, email, subject('fr', 'vouchers:mail.subject'))
}

inBrowser('a voucher is bought, pays an order and a part of the next, to the cent', manySteps, async () => {
  const page = await front.visit()
  await page.goto(pathOf('gift-voucher', 'fr'))
  await page.locator('#amount').fill('25')
  await page.locator('#recipientName').fill('Ben')
  await page.locator('#recipientEmail').fill('ben@example.org')
  await press(page, 'fr', 'vouchers:add')
  await page.getByRole('link', { name: say('fr', 'shop:cart.order'), exact: true }).click()
  await page.locator('#name').fill('Camille Fournier')
  await page.locator('#email').fill('gift@example.org')
  await fillAddress(page)
  expect(await cents(dueOf(page))).toBe(2500)
  await order(page, 'fr', 'stripe')
  await pay(page, { lang: 'fr', by: 'stripe' })
  const mail = await voucherMail('ben@example.org')
  const [code = ''] = /BON-[\w-]+/.exec(mail) ?? []

  const friend = await front.visit({ isPhone: true })
  await findCopy(friend, 'fr')
  await checkOutWith(friend, code, 'ben@example.org')
  expect(await cents(dueOf(friend))).toBe(0)
  await friend.locator('[data-order]').click()
  await friend.locator('ol.steps').waitFor()
  const left = 2500 - (await cents(friend.locator('.totals .total .price')))
  await friend.goto(linkIn(mail))
  expect(await cents(friend.locator('.ticket h1'))).toBe(left)
  expect(await friend.locator('.ticket').textContent()).toContain('sur 25,00')

  await findCopy(friend, 'fr', 'vinyl', 'price-down')
  await checkOutWith(friend, code, 'ben@example.org')
  const due = await cents(dueOf(friend))
  expect(due).toBeGreaterThan(0)
  await order(friend, 'fr', 'stripe')
  await pay(friend, { lang: 'fr', by: 'stripe' })
  expect(await cents(friend.locator('.totals .total .price'))).toBe(due + left)
  await friend.goto(linkIn(mail))
  await friend.locator('.ticket').getByText(say('fr', 'vouchers:state.spent')).waitFor()
  await friend.goto(pathOf('gift-voucher', 'fr'))
  await friend.locator('#code').fill('BON-AAAAA-AAAAA')
  await press(friend, 'fr', 'vouchers:see')
  await friend.locator('.notice.bad').waitFor()
})

inBrowser('a question about a copy is answered in the office and read on its page', manySteps, async () => {
  const page = await front.visit()
  const copy = await findCopy(page, 'fr', 'vinyl')
  const body = 'Le livret est-il complet ?'
  await page.getByText(say('fr', 'questions:ask'), { exact: true }).click()
  await page.locator('#question-body').fill(body)
  await page.locator('#question-author').fill('Ada')
  await page.locator('#question-email').fill('question@example.org')
  await press(page, 'fr', 'questions:submit')
  await page.getByText(say('fr', 'questions:thanksTitle')).waitFor()

  const desk = await office.enter({ isPhone: true })
  await desk.goto('/office/questions?state=open')
  const card = desk.getByRole('article').filter({ hasText: body })
  await card.getByRole('button', { name: 'Répondre…' }).click()
  await desk.getByLabel('Réponse', { exact: true }).fill('Oui, seize pages.')
  await desk.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
  await desk.getByText('Réponse envoyée').waitFor()

  expect(await mailTo(front, 'question@example.org', subject('fr', 'questions:mail.subject'))).toContain('seize pages')
  const isRead = async (): Promise<boolean> => {
    await page.goto(copy.path)
    return page.getByText('Oui, seize pages.').first().isVisible()
  }
  await expect.poll(isRead, { timeout: 30_000 }).toBe(true)
})

inBrowser(
  'a message is answered in the office, and the visitor answers by the link in the mail',
  manySteps,
  async () => {
    const page = await front.visit({ isPhone: true })
    await page.goto(pathOf('contact', 'fr'))
    const form = page.locator('main .message-form')
    await form.locator('[name=name]').fill('Ada')
    await form.locator('[name=email]').fill('message@example.org')
    await form.locator('[name=subject]').fill('Une collection à vendre')
    await form.locator('[name=body]').fill('Reprenez-vous trois cents 45 tours ?')
    await form.getByRole('button', { name: say('fr', 'messages:form.submit') }).click()
    await page.locator('.notice.good').waitFor()

    const desk = await office.enter()
    await desk.goto('/office/messages')
    await desk.getByRole('link', { name: 'Une collection à vendre' }).click()
    await desk.getByLabel('Votre réponse').fill('Avec plaisir, passez samedi.')
    await desk.getByRole('button', { name: 'Répondre', exact: true }).click()
    await desk.getByRole('article').getByText('Avec plaisir, passez samedi.').waitFor()

    await page.goto(linkIn(await mailTo(front, 'message@example.org', /vous répond/)))
    await page.getByText('Avec plaisir, passez samedi.').waitFor()
    await page.locator('main [name=body]').fill('À samedi !')
    await press(page, 'fr', 'messages:thread.submit')
    await page.getByText('À samedi !').first().waitFor()
  },
)

inBrowser('a quote is asked for, made in the office, accepted in the shop and paid', manySteps, async () => {
  const page = await front.visit()
  const copy = await findCopy(page, 'fr')
  await putInCart(page, 'fr')
  await page.goto(pathOf('quote-request', 'fr'))
  await page.locator('#wish').fill('Pour l’ouverture de notre café.')
  await page.locator('#name').fill('Inès Roche')
  await page.locator('#email').fill('quote@example.org')
  await press(page, 'fr', 'quotes:request.submit')
  await page.locator('.notice.good').waitFor()

  // The office answers when the cart has let go: until then the piece is somebody's, also the asker's own.
  await runOutHold(front, copy.variantId)
  const desk = await office.enter()
  await desk.goto('/office/quotes')
  await desk.getByRole('row').filter({ hasText: 'Inès Roche' }).getByRole('link').first().click()
  await desk.getByLabel('Prix', { exact: false }).first().fill('3,50')
  await desk.getByRole('button', { name: 'Garder les disques et envoyer' }).click()
  await desk.getByText('Le devis est parti').waitFor()

  await page.goto(linkIn(await mailTo(front, 'quote@example.org', subject('fr', 'quotes:mail.sent.subject'))))
  await page.getByText('3,50').first().waitFor()
  await fillAddress(page)
  await press(page, 'fr', 'shop:checkout.submit')
  await page.locator('ol.steps').waitFor()
  const number = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  await desk.goto(`/office/orders?text=${number}`)
  await desk.getByRole('link', { name: number }).click()
  await desk.getByRole('button', { name: 'Marquer payée' }).click()
  await desk.getByRole('list', { name: 'Ce qui s’est passé' }).getByText('Paiement reçu').waitFor()
  await page.reload()
  await page.getByText(copy.title).first().waitFor()
  await page.getByText(say('fr', 'shop:order.lead.paid', { email: 'quote@example.org' })).waitFor()
})

inBrowser('banners turn by themselves, stop for who presses pause, and go where one steps', manySteps, async () => {
  const page = await front.visit()
  await page.clock.install()
  await page.goto('/')
  const shown = page.locator('[data-slide]:not([hidden])')
  const pause = page.getByRole('button', { name: say('fr', 'theme:home.bannersPause') })
  await pause.waitFor()
  const first = await shown.textContent()
  await page.clock.runFor(7100)
  const second = await shown.textContent()
  expect(second).not.toBe(first)
  await pause.click()
  await page.locator('main h1').first().hover()
  await page.clock.runFor(20_000)
  expect(await shown.textContent()).toBe(second)
  await page.getByRole('button', { name: say('fr', 'theme:home.bannersPrevious') }).click()
  expect(await shown.textContent()).toBe(first)
})

inBrowser('what the forms sold agrees with the books', async () => {
  expect([...(await verifyOrders(front.cx)), ...(await verifyPayments(front.cx))]).toEqual([])
})
