import { describe, expect, test } from 'vitest'
import { type CustomerId, newId, type ProductId, type VariantId } from '#kernel/ids'
import { changeVariants } from '#modules/catalog'
import { ensureShopCustomer } from '#modules/customers'
import { cancelOrder, placeApiOrder } from '#modules/orders'
import { setListPrices } from '#modules/pricing'
import { moveUnits } from '#modules/stock'
import { subscriptions as storefront } from '#modules/storefront'
import { inTransaction } from '#platform/cx'
import { dispatchOutbox } from '#platform/outbox'
import { aBuyer, aCopy, anAddress, type CopyWish } from '#support/makers'
import { useWorld } from '#support/world'
import { askForAlerts, confirmAlerts, stopAlerts, turnOnAlerts } from './alerts.ts'
import { findHits } from './find-hits.ts'
import { jobs } from './jobs.ts'
import { adoptList, changeWish, findOwnList, keepWish, removeWish } from './keep-wish.ts'
import { mailHits } from './mail-hits.ts'
import { personalData } from './personal-data.ts'
import { findList, unlookedSpells, type WishList, wishesOf } from './queries.ts'
import { wishedNames, wishedProducts } from './queries-office.ts'
import { insertHits, markLooked } from './store-spells.ts'
import { subscriptions } from './subscriptions.ts'
import { type Wanted, wishesPerListMax } from './wishes.ts'

const world = useWorld()
const minuteMs = 60_000
const dayMs = 86_400_000

const later = (ms = minuteMs): void => void world.clock.advanceMs(ms)
async function settle(): Promise<void> {
  while ((await dispatchOutbox(world.cx, [storefront, subscriptions])).dispatched > 0);
}
async function tell(): Promise<void> {
  later()
  await settle()
  later(15 * minuteMs)
  while ((await findHits(world.cx)) > 0);
  while ((await mailHits(world.cx)) > 0);
}
async function comes(wish: CopyWish = {}) {
  later()
  const copy = await aCopy(world.cx, wish)
  await settle()
  return copy
}
const product = (productId: ProductId): Wanted => ({ kind: 'product', productId })
const search = (text: string, filters = {}): Wanted => ({ kind: 'search', criteria: { text, filters }, label: text })
let visitors = 0
const aCustomer = (): Promise<CustomerId> =>
  inTransaction(world.cx, (tx) => ensureShopCustomer(tx, { email: 'ada@example.org', lang: 'fr' }))
const visitor = () => ({ lang: 'fr', ip: `192.0.2.${visitors++}` })
const keep = (wanted: Wanted, token?: string) => keepWish(world.cx, { ...visitor(), token }, wanted)

async function alerted(list: WishList, email = 'ada@example.org'): Promise<WishList> {
  await askForAlerts(world.cx, {
    token: list.token,
    email,
    wording: 'oui',
    shopName: 'S',
    ip: `198.51.100.${visitors++}`,
  })
  const asked = await findList(world.cx, { token: list.token })
  await confirmAlerts(world.cx, asked?.alertKey ?? '')
  return (await findList(world.cx, { token: list.token })) ?? list
}
const alerts = async () =>
  (
    await world.cx.db
      .selectFrom('mails')
      .select(['recipient', 'subject', 'bodyText', 'unsubscribeUrl'])
      .orderBy('id')
      .execute()
  ).filter(({ subject }) => !subject.includes('Confirmez'))
async function price(variantId: VariantId, priceMinor: number): Promise<void> {
  later()
  await setListPrices(world.cx, [{ variantId, priceMinor, reason: 'test' }])
}

describe('a list', () => {
  test('opens with its first wish, keeps each wish once, and takes them back', async () => {
    const { productId } = await comes()
    const list = await keep(product(productId))
    await keep(product(productId), list.token)
    later()
    await keep(search('coltrane', { genre: ['Jazz', 'Blues'] }), list.token)
    await keep(search('Coltrane', { genre: ['Blues', 'Jazz'] }), list.token)
    const wishes = await wishesOf(world.cx, list.id)
    expect(wishes.map(({ kind, variantIds }) => [kind, variantIds.length])).toEqual([
      ['search', 0],
      ['product', 1],
    ])
    for (const { id } of wishes) await removeWish(world.cx, { listId: list.id, wishId: id })
    for (const { id } of wishes) await removeWish(world.cx, { listId: list.id, wishId: id })
    expect(await wishesOf(world.cx, list.id)).toEqual([])
    const events = await world.cx.db.selectFrom('wishEvents').select('what').orderBy('id').execute()
    expect(events.map(({ what }) => what)).toEqual(['opened', 'wished', 'wished', 'removed', 'removed'])
  })

  test('is refused what is unknown, everything, and too much, also in parallel', async () => {
    await expect(keep(product(newId<ProductId>(world.clock.now())))).rejects.toThrow('wish.unknown')
    await expect(keep({ kind: 'artist', slug: 'nobody' })).rejects.toThrow('wish.unknown')
    await expect(keep(search('', { genre: [] }))).rejects.toThrow('wish.search-empty')
    const list = await keep(search('first'))
    for (let number = 2; number < wishesPerListMax; number++) await keep(search(`words ${number}`), list.token)
    const tries = await Promise.allSettled([keep(search('one'), list.token), keep(search('two'), list.token)])
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const ip = '203.0.113.9'
    const flood = Array.from({ length: 12 }, () => keepWish(world.cx, { lang: 'fr', ip }, search('flood')))
    const refused = (await Promise.allSettled(flood)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
  })

  test('of a browser goes to the account at sign-in, with what both hold once', async () => {
    const { productId } = await comes()
    const other = await comes()
    const customerId = await aCustomer()
    const own = await keepWish(world.cx, { ...visitor(), customerId }, product(productId))
    const guest = await alerted(await keep(product(productId)), 'else@example.org')
    await keep(product(other.productId), guest.token)
    const adopt = () => adoptList(world.cx, { token: guest.token, customerId, lang: 'fr' })
    await Promise.all([adopt(), adopt()])
    expect((await wishesOf(world.cx, own.id)).map((wish) => wish.productId).toSorted()).toEqual(
      [productId, other.productId].toSorted(),
    )
    expect(await findList(world.cx, { token: guest.token })).toBeUndefined()
    // The account's address has proved itself; that of the browser is gone with its list.
    expect(await findOwnList(world.cx, { customerId })).toMatchObject({ alerts: 'on', email: 'ada@example.org' })
    expect(await findList(world.cx, { token: own.token })).toBeUndefined()
  })
})

describe('an alert', () => {
  test('goes out once when a copy comes, whatever its price does afterwards, from several processes', async () => {
    const sold = await comes()
    const list = await alerted(await keep(product(sold.productId)))
    await tell()
    expect(await alerts()).toEqual([])
    const copy = await comes({ productId: sold.productId, priceMinor: 1900 })
    later(15 * minuteMs)
    await Promise.all([findHits(world.cx), findHits(world.cx)])
    await Promise.all([mailHits(world.cx), mailHits(world.cx)])
    const [mail] = await alerts()
    expect(mail?.bodyText).toContain('19,00')
    expect(mail?.unsubscribeUrl).toContain(list.alertKey)
    expect(mail?.bodyText).toContain(list.alertKey)
    await price(copy.variantId, 1000)
    await tell()
    expect(await alerts()).toHaveLength(1)
  })

  test('tells that a copy seen before has become cheaper, and is silent when it becomes dearer', async () => {
    const copy = await comes({ priceMinor: 2500 })
    await alerted(await keep(product(copy.productId)))
    await price(copy.variantId, 3000)
    await tell()
    expect(await alerts()).toEqual([])
    await price(copy.variantId, 2000)
    await tell()
    expect((await alerts()).map(({ bodyText }) => bodyText.includes('Le prix a baissé'))).toEqual([true])
  })
})

describe('a wish', () => {
  test('waits for the grade and the price that were asked for', async () => {
    const first = await comes()
    const list = await alerted(await keep(product(first.productId)))
    const [wish] = await wishesOf(world.cx, list.id)
    if (!wish) throw new Error('the wish is there')
    const own = { listId: list.id, wishId: wish.id }
    await changeWish(world.cx, own, { gradeMin: 'VG+', priceMaxMinor: 2000, isAnyPressing: false })
    const { productId } = first
    await comes({ productId, mediaGrade: 'VG', priceMinor: 1000 })
    const ungraded = await comes({ productId, mediaGrade: null, priceMinor: 1000 })
    const dear = await comes({ productId, mediaGrade: 'NM', priceMinor: 2400 })
    await tell()
    expect(await alerts()).toEqual([])
    await changeVariants(world.cx, [{ variantId: ungraded.variantId, mediaGrade: 'NM' }])
    await tell()
    await price(dear.variantId, 1999)
    await tell()
    expect(await alerts()).toHaveLength(2)
  })

  test('is about any pressing only when that was wished', async () => {
    const first = await comes({ product: { title: 'Blue Train', artist: 'John Coltrane', label: 'Blue Note' } })
    await alerted(await keep({ kind: 'product', productId: first.productId, isAnyPressing: true }), 'any@example.org')
    await alerted(await keep(product(first.productId)), 'this@example.org')
    await comes({ product: { title: 'Blue Train', artist: 'John Coltrane', label: 'Liberty' } })
    await tell()
    expect((await alerts()).map(({ recipient }) => recipient)).toEqual(['any@example.org'])
  })

  test('answers searches and artists with what comes after the wish', async () => {
    await comes({ product: { title: 'Giant Steps', artist: 'John Coltrane', genres: ['Jazz'] } })
    await alerted(await keep(search('coltrane', { priceMaxMinor: 3000 })), 'search@example.org')
    await alerted(await keep({ kind: 'artist', slug: 'john-coltrane' }), 'artist@example.org')
    await alerted(await keep(search('coltrane', { medium: 'cd' })), 'cd@example.org')
    await comes({ product: { title: 'Ole', artist: 'John Coltrane', genres: ['Jazz'] } })
    await comes({ product: { title: 'Crescent', artist: 'John Coltrane', genres: ['Jazz'] }, priceMinor: 9000 })
    await tell()
    const told = (await alerts()).map(({ recipient, subject }) => [recipient, subject])
    expect(told.toSorted()).toEqual([
      ['artist@example.org', expect.stringContaining('2')],
      ['search@example.org', expect.stringContaining('Ole')],
    ])
    expect((await wishedNames(world.cx, 10)).map(({ label, wishCount }) => [label, wishCount])).toContainEqual([
      'John Coltrane',
      1,
    ])
  })
})

describe('looking through the wishes', () => {
  test('holds nobody up: a sale meanwhile goes through, and what changed meanwhile is looked at again', async () => {
    const first = await comes()
    const list = await alerted(await keep(product(first.productId)))
    const [wish] = await wishesOf(world.cx, list.id)
    if (!wish) throw new Error('the wish is there')
    await changeWish(
      world.cx,
      { listId: list.id, wishId: wish.id },
      { gradeMin: 'VG+', priceMaxMinor: null, isAnyPressing: false },
    )
    const { productId } = first
    const sold = await comes({ productId, mediaGrade: 'NM', priceMinor: 1100 })
    const regraded = await comes({ productId, mediaGrade: null, priceMinor: 1200 })
    await inTransaction(world.cx, async (tx) => {
      const spells = await unlookedSpells(tx, 500)
      await insertHits(tx, spells)
      await changeVariants(world.cx, [{ variantId: regraded.variantId, mediaGrade: 'NM' }])
      await moveUnits(world.cx, { unitIds: [sold.unitId], toPlaceCode: 'TO-CHECK', reason: 'test' })
      await settle()
      await markLooked(tx, spells)
    })
    await tell()
    const [mail, ...others] = await alerts()
    expect(mail?.bodyText).toContain('12,00')
    expect(mail?.bodyText).not.toContain('11,00')
    expect(others).toEqual([])
  })
})

describe('a mail', () => {
  test('leaves out what was sold meanwhile, and tells when that comes back', async () => {
    const { productId } = await comes()
    await alerted(await keep(product(productId)))
    const copy = await comes({ productId })
    const { orderId } = await placeApiOrder(world.cx, {
      lang: 'fr',
      buyer: aBuyer,
      address: anAddress,
      lines: [{ variantId: copy.variantId, quantity: 1 }],
      deliveryMethod: 'relay',
      deliveryMinor: 510,
      isPaid: false,
    })
    while ((await findHits(world.cx)) > 0);
    await tell()
    expect(await alerts()).toEqual([])
    await cancelOrder(world.cx, { orderId, reason: 'buyer' })
    await moveUnits(world.cx, { unitIds: [copy.unitId], toPlaceCode: 'A-1', reason: 'returned' })
    await tell()
    expect(await alerts()).toHaveLength(1)
  })

  test('never reaches an address that has not confirmed, nor one that said stop', async () => {
    const { productId } = await comes()
    const list = await keep(product(productId))
    const asking = {
      token: list.token,
      email: 'ada@example.org',
      wording: 'Oui, écrivez-moi',
      shopName: 'S',
      ip: '198.51.100.200',
    }
    await askForAlerts(world.cx, asking)
    await comes({ productId })
    await tell()
    expect(await alerts()).toEqual([])
    const asked = await findList(world.cx, { token: list.token })
    await confirmAlerts(world.cx, asked?.alertKey ?? '')
    await confirmAlerts(world.cx, asked?.alertKey ?? '')
    await tell()
    expect(await alerts()).toHaveLength(1)
    await stopAlerts(world.cx, { listId: list.id })
    await comes({ productId })
    await tell()
    expect(await alerts()).toHaveLength(1)
    await expect(confirmAlerts(world.cx, 'unknown')).rejects.toThrow('wish.alert-unknown')
    const proof = await world.cx.db.selectFrom('wishEvents').select('data').where('what', '=', 'alerts-asked').execute()
    expect(proof).toMatchObject([{ data: { wording: 'Oui, écrivez-moi' } }])
    for (let mail = 0; mail < 3; mail++) await askForAlerts(world.cx, asking)
    await expect(askForAlerts(world.cx, asking)).rejects.toThrow('request.too-many')
  })
})

describe('what is kept', () => {
  test('is counted for whoever buys in', async () => {
    const [often, once] = [await comes(), await comes()]
    for (const productId of [often.productId, often.productId, once.productId]) await keep(product(productId))
    expect(
      (await wishedProducts(world.cx, 10)).map(({ productId, wishCount, onSaleCount }) => [
        productId,
        wishCount,
        onSaleCount,
      ]),
    ).toEqual([
      [often.productId, 2, 1],
      [once.productId, 1, 1],
    ])
  })

  test('goes when nobody uses it, and a stranger’s address when it never confirms', async () => {
    const { productId } = await comes()
    const left = await keep(product(productId))
    await askForAlerts(world.cx, {
      token: left.token,
      email: 'typo@example.org',
      wording: '',
      shopName: 'S',
      ip: '198.51.100.201',
    })
    const alertedList = await alerted(await keep(product(productId)))
    const [, forget] = jobs
    later(8 * dayMs)
    await forget.run(world.cx, {})
    expect(await findList(world.cx, { token: left.token })).toMatchObject({ alerts: 'off', email: null })
    later(400 * dayMs)
    await forget.run(world.cx, {})
    expect(await findList(world.cx, { token: left.token })).toBeUndefined()
    expect(await findList(world.cx, { token: alertedList.token })).toBeDefined()
  })

  test('is in a person’s export and gone after an erasure', async () => {
    const { productId } = await comes()
    const customerId: CustomerId = await aCustomer()
    const list = await keepWish(world.cx, { ...visitor(), customerId }, product(productId))
    await turnOnAlerts(world.cx, { list, wording: 'oui' })
    await alerted(await keep(product(productId)), 'Ada@example.org')
    const person = { customerIds: [customerId], emails: ['ada@example.org'] }
    expect(await personalData.read(world.cx, person)).toMatchObject({
      wishes: [{ kind: 'product' }, { kind: 'product' }],
    })
    await comes({ productId })
    await tell()
    await inTransaction(world.cx, (tx) => personalData.erase(tx, person))
    expect(await personalData.read(world.cx, person)).toEqual({ wishes: [], events: [] })
    expect(await world.cx.db.selectFrom('wishHits').select('wishId').execute()).toEqual([])
  })
})
