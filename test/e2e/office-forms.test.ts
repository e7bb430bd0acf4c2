import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cancelOrder } from '#modules/orders'
import { addDays, parisDay } from '#platform/clock'
import { pathOf } from '#platform/i18n'
import { aCopy, anOrder } from '#support/makers'
import { executablePath, useShopFront } from './shop-front.ts'
import { say as sayIn, useOffice } from './walk.ts'

/** What the office saves: filled in, refused where it is wrong, kept, and found again after a reload. */
const front = useShopFront()
const office = useOffice(front)
const inBrowser = test.skipIf(!executablePath)
const manySteps = { timeout: 180_000 } as const

const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => sayIn('fr', key, values)

async function open(path: string): Promise<Page> {
  const page = await office.enter()
  await page.goto(`/office${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

const press = (within: Page | Locator, key: string): Promise<void> =>
  within.getByRole('button', { name: say(key), exact: true }).click()

const shown = (within: Page | Locator, text: string): Promise<void> =>
  within.getByText(text).filter({ visible: true }).first().waitFor()

/** Fields are told by the beginning of their names: required ones end in a star. */
const fill = (within: Page | Locator, label: string, text: string): Promise<void> =>
  within.getByLabel(label).first().fill(text)

inBrowser('a banner needs French words, then stands in front', manySteps, async () => {
  const page = await open('/showcase')
  await press(page, 'look:addBanner')
  const form = page.getByRole('dialog')
  await fill(form, `${say('look:banner.title')} (en)`, 'Winter fair')
  await press(form, 'office:action.save')
  await shown(page, say('problems:field.needs-french'))
  await fill(form, `${say('look:banner.title')} (fr)`, 'Foire d’hiver')
  await fill(form, `${say('look:banner.button')} (fr)`, 'Voir')
  await fill(form, say('look:banner.position'), '0')
  await press(form, 'office:action.save')
  await form.waitFor({ state: 'detached' })
  await page.reload()
  await page.locator('[data-row]', { hasText: 'Foire d’hiver' }).click()
  expect(await form.getByLabel(`${say('look:banner.title')} (en)`).inputValue()).toBe('Winter fair')
})

inBrowser('a collection by rule counts what it shows', manySteps, async () => {
  const page = await open('/showcase')
  await press(page, 'look:addCollection')
  const form = page.getByRole('dialog')
  await fill(form, `${say('look:title')} (fr)`, 'Petits prix')
  await fill(form, say('look:rule.priceMaxMinor'), '5')
  await press(form, 'office:action.save')
  await form.waitFor({ state: 'detached' })
  await page.reload()
  const row = page.locator('[data-row]', { hasText: 'Petits prix' })
  expect(await row.textContent()).toMatch(/[1-9]\d* pièces? en vente/)
  const shop = await front.visit()
  await shop.goto(pathOf('collection', 'fr', { slug: 'petits-prix' }))
  await shop.getByRole('heading', { level: 1, name: 'Petits prix' }).waitFor()
})

inBrowser('an old address leads to a page of today until it is taken away', manySteps, async () => {
  const page = await open('/redirects')
  await fill(page, say('seo:from'), 'boutique/9.html')
  await fill(page, say('seo:to'), '/disques')
  await press(page, 'seo:add')
  await shown(page.locator('form'), say('problems:field.own-path'))
  await fill(page, say('seo:from'), '/boutique/9.html')
  await press(page, 'seo:add')
  await shown(page, say('seo:added'))
  await page.reload()
  await page.getByRole('cell', { name: '/boutique/9.html', exact: true }).waitFor()
  const shop = await front.visit()
  await shop.goto('/boutique/9.html')
  expect(new URL(shop.url()).pathname).toBe('/disques')
  await page.getByRole('button', { name: say('seo:removeOf', { from: '/boutique/9.html' }) }).click()
  await shown(page, say('seo:removed'))
  expect(await page.getByRole('cell', { name: '/boutique/9.html', exact: true }).count()).toBe(0)
})

inBrowser('a tracker with a wrong identifier is refused, a right one is kept and taken away', manySteps, async () => {
  const page = await open('/audience')
  await fill(page, say('consent:office.identifier'), 'nonsense')
  await press(page, 'consent:office.add')
  await shown(page, say('refusals:consent.tracker-invalid'))
  await page.getByRole('alert').getByRole('button').click()
  await fill(page, say('consent:office.identifier'), 'G-ABCDE12345')
  await press(page, 'consent:office.add')
  await shown(page, say('consent:office.added'))
  await page.reload()
  const row = page.getByRole('row').filter({ hasText: 'G-ABCDE12345' })
  await row.getByRole('button').click()
  await press(page.getByRole('dialog'), 'consent:office.remove')
  await shown(page, say('consent:office.removed'))
  await row.waitFor({ state: 'detached' })
})

inBrowser('a market day wants both hours or none, is cancelled with a reason and comes back', manySteps, async () => {
  const page = await open('/calendar')
  const form = page.locator('form').first()
  await fill(form, say('calendar:office.day'), addDays(parisDay(front.cx.now()), 20))
  await fill(form, say('calendar:office.place'), 'Place des Essais')
  await fill(form, say('calendar:office.closesAt'), '')
  await press(form, 'calendar:office.add')
  await shown(form, say('problems:field.both-hours'))
  await fill(form, say('calendar:office.closesAt'), '13:00')
  await press(form, 'calendar:office.add')
  await shown(page, say('calendar:office.added_one', { count: 1 }))
  await page.reload()
  const row = page.getByRole('listitem').filter({ hasText: 'Place des Essais' })
  await press(row, 'calendar:office.cancel')
  await fill(row, say('calendar:office.cancelReason'), 'Tempête')
  await row
    .locator('form')
    .getByRole('button', { name: say('calendar:office.cancel') })
    .click()
  await shown(row, 'Tempête')
  await press(row, 'calendar:office.restore')
  await shown(page, say('calendar:office.restored'))
})

inBrowser('a delivery method refuses an unclear price, and keeps clear ones', manySteps, async () => {
  const page = await open('/delivery')
  const form = page.getByRole('region', { name: say('delivery:kind.home') })
  const rates = form.getByLabel(say('delivery:office.rates'))
  const before = await rates.inputValue()
  await rates.fill('beaucoup trop')
  await fill(form, say('delivery:office.valueMax'), 'cent')
  await press(form, 'office:action.save')
  await shown(form, say('delivery:office.ratesFault', { line: 'beaucoup trop' }))
  await shown(form, say('delivery:office.priceFault'))
  await rates.fill(before.replace(/ \S+$/, ' 12,30'))
  await fill(form, say('delivery:office.valueMax'), '149,90')
  await press(form, 'office:action.save')
  await shown(page, say('office:action.saved'))
  await page.reload()
  expect(await rates.inputValue()).toMatch(/ 12,30$/)
  expect(await form.getByLabel(say('delivery:office.valueMax')).inputValue()).toBe('149.9')
})

inBrowser('a photo of a copy is taken up, a text is not', manySteps, async () => {
  const { variantId } = await aCopy(front.cx)
  const page = await open(`/catalogue/${variantId}`)
  const picture = page.locator('input[type=file]').first()
  await picture.setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') })
  await shown(page, say('refusals:catalog.not-a-picture', { name: 'notes.png' }))
  const buffer = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#7a1f1f' } })
    .jpeg()
    .toBuffer()
  await picture.setInputFiles({ name: 'front.jpg', mimeType: 'image/jpeg', buffer })
  await shown(page, say('gallery:office.added'))
  await page.reload()
  const photo = page.getByAltText(say('gallery:office.photo', { number: 1 }))
  await expect
    .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 30_000 })
    .toBeGreaterThan(0)
})

inBrowser('a look is drafted by itself, published, and still chosen after a reload', manySteps, async () => {
  const page = await open('/look')
  const fonts = page.getByLabel(say('look:fonts.label'), { exact: true })
  await fonts.selectOption('bookshop')
  await shown(page, say('look:draftSaved'))
  await press(page, 'look:publish')
  await shown(page, say('look:published'))
  await page.reload()
  expect(await fonts.inputValue()).toBe('bookshop')
})

inBrowser('what was paid outside is sent back by a person, with its reference', manySteps, async () => {
  const { orderId, number } = await anOrder(front.cx)
  await cancelOrder(front.cx, { orderId, reason: 'test' })
  const page = await open('/refunds')
  const row = page.getByRole('listitem').filter({ hasText: number })
  await press(row, 'payments:byHandRefunds.record')
  const form = page.getByRole('dialog')
  await fill(form, say('payments:byHandRefunds.reference'), `VIR-${number}`)
  await press(form, 'payments:byHandRefunds.record')
  await row.waitFor({ state: 'detached' })
  await page.goto(`/office/orders/${orderId}`)
  await page.getByText(`VIR-${number}`).first().waitFor({ state: 'attached' })
})

inBrowser('settings name a wrong number at its field, and the terms follow what they say', manySteps, async () => {
  const page = await open('/settings')
  const shopForm = page.getByRole('region', { name: say('office:settings.shop'), exact: true })
  await fill(page, say('office:settings.field.siren'), '123')
  await fill(page, say('office:settings.field.publisher'), 'Ada Martin')
  await press(shopForm, 'office:action.save')
  await shown(shopForm, say('problems:field.siren'))
  await fill(page, say('office:settings.field.siren'), '732 829 320')
  await press(shopForm, 'office:action.save')
  await shown(page, say('office:action.saved'))
  await press(page, 'legal:office.publish')
  await shown(page, say('legal:office.published'))
  await page.reload()
  expect(await page.getByLabel(say('office:settings.field.siren')).inputValue()).toBe('732 829 320')
  const version = page.getByRole('link', { name: /^Version \d+$/ }).first()
  const shop = await front.visit()
  await shop.goto((await version.getAttribute('href')) ?? '')
  await shown(shop, '732 829 320')
})

inBrowser('a tax regime is noted with its first day', manySteps, async () => {
  const page = await open('/settings')
  const form = page.locator('form', { hasText: say('taxes:office.add') })
  await fill(form, say('taxes:office.from'), '2099-01-01')
  await press(form, 'taxes:office.add')
  await shown(page, say('office:action.saved'))
  await page.reload()
  await page.getByText(/Depuis le 1 janv\. 2099 : régime normal/).waitFor()
})

inBrowser('a promotion is written, refused an end before its beginning, and runs', manySteps, async () => {
  const page = await open('/promotions/new')
  await fill(page, say('promotions:office.names'), 'Fin de bac')
  await page.getByLabel(say('promotions:office.code')).first().fill('BAC15')
  await fill(page, say('promotions:office.startsAt'), '2026-12-24T10:00')
  await fill(page, say('promotions:office.endsAt'), '2026-12-01T10:00')
  await press(page, 'office:action.save')
  await page.getByRole('alert').first().waitFor()
  await fill(page, say('promotions:office.startsAt'), '')
  await fill(page, say('promotions:office.endsAt'), '')
  await press(page, 'office:action.save')
  await press(page, 'promotions:office.start')
  await shown(page, say('promotions:office.started'))
  await page.reload()
  await shown(page, say('promotions:office.phase.running'))
  expect(await page.getByLabel(say('promotions:office.code')).first().inputValue()).toBe('BAC15')
})
