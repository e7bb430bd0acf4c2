import { beforeEach, describe, expect, test } from 'vitest'
import { type CartId, newId, type VariantId } from '#kernel/ids'
import { addToCart, carts, checkOut, getCart } from '#modules/orders'
import { availability, moveUnits, jobs as stockJobs } from '#modules/stock'
import { sql } from '#platform/db'
import { aCart, aCheckout, aCopy, aLot, type Copy, someGoods } from '#support/makers'
import { useWorld } from '#support/world'
import { joinLine } from './join-line.ts'
import { leaveLine } from './leave-line.ts'
import { entriesOfCart, findByToken, lineLengths, listLines } from './queries.ts'
import { takeOffer } from './take-offer.ts'
import { closeSoldLines, tellWaiting } from './tell.ts'

const world = useWorld()
const minuteMs = 60_000

type Visitor = { readonly cartId: CartId; readonly token: string }
let copy: Copy
let ada: CartId

beforeEach(async () => {
  copy = await aCopy(world.cx)
  ada = await aCart(world.cx, [copy.variantId])
})

async function joins(name: string, variantId: VariantId = copy.variantId): Promise<Visitor> {
  const other = await aCopy(world.cx)
  const cartId = await aCart(world.cx, [other.variantId])
  const { token } = await joinLine(world.cx, { variantId, cartId, email: `${name}@example.org`, lang: 'fr' })
  return { cartId, token }
}
const stateOf = async ({ token }: Visitor) => {
  const entry = await findByToken(world.cx, token)
  return entry && `${entry.state} ${entry.place}`
}
const liveClaims = () =>
  world.cx.db
    .selectFrom('claims')
    .select(['kind', 'holder'])
    .where('unitId', '=', copy.unitId)
    .where('endedAt', 'is', null)
    .execute()
async function adaLetsGo(): Promise<void> {
  const [line] = (await getCart(world.cx, ada)).lines
  if (line) await carts.remove(world.cx, { cartId: ada, lineId: line.lineId })
}
const expireClaims = async () => {
  for (const job of stockJobs) await job.run(world.cx, {})
}
const mails = async () => {
  while ((await tellWaiting(world.cx)) > 0);
  return (await world.cx.db.selectFrom('mails').select(['recipient', 'subject']).orderBy('id').execute()).map(
    ({ recipient, subject }) => `${recipient}: ${subject.split(' : ')[0]}`,
  )
}

describe('joining', () => {
  test('gives places in order, and the same person keeps one', async () => {
    const ben = await joins('ben')
    const cleo = await joins('cleo')
    const again = await joinLine(world.cx, {
      variantId: copy.variantId,
      cartId: ben.cartId,
      email: 'BEN@example.org',
      lang: 'fr',
    })
    expect([await stateOf(ben), await stateOf(cleo), again.token]).toEqual(['waiting 1', 'waiting 2', ben.token])
    expect((await lineLengths(world.cx, [copy.variantId])).get(copy.variantId)).toBe(2)
  })

  test('is refused for what is free, sold, one’s own, or a lot', async () => {
    const free = await aCopy(world.cx)
    const joining = { cartId: ada, email: 'x@example.org', lang: 'fr' } as const
    const join = (variantId: VariantId) => joinLine(world.cx, { variantId, ...joining })
    await expect(join(free.variantId)).rejects.toThrow('waiting.copy-free')
    await expect(join(copy.variantId)).rejects.toThrow('waiting.copy-yours')
    await expect(join(await aLot(world.cx, [copy, free]))).rejects.toThrow('waiting.lot')
    const sold = await aCopy(world.cx)
    await checkOut(world.cx, aCheckout(await aCart(world.cx, [sold.variantId])))
    await expect(join(sold.variantId)).rejects.toThrow('waiting.copy-sold')
  })

  test('one mailbox is not written to without end', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => joins('ben')))
    expect(tries.filter(({ status }) => status === 'rejected')).toHaveLength(2)
  })

  test('at the very moment the copy is let go: either in time for it, or told that it is free', async () => {
    for (let round = 0; round < 10; round++) {
      const [own] = (await getCart(world.cx, ada)).lines
      const [joined] = await Promise.allSettled([
        joins(`racer${round}`),
        own ? carts.remove(world.cx, { cartId: ada, lineId: own.lineId }) : undefined,
      ])
      const claims = await liveClaims()
      if (joined.status === 'fulfilled') {
        expect(claims).toMatchObject([{ kind: 'waiting' }])
        await leaveLine(world.cx, joined.value)
      } else expect(String(joined.reason)).toContain('waiting.copy-free')
      expect(await liveClaims()).toEqual([])
      await addToCart(world.cx, { cartId: ada, variantId: copy.variantId, quantity: 1 })
    }
  })
})

describe('a copy that comes free', () => {
  test('is the next one’s in the same transaction, for a quarter of an hour, and nobody else gets it', async () => {
    const ben = await joins('ben')
    const stranger = await aCart(world.cx, [])
    await adaLetsGo()
    expect(await stateOf(ben)).toBe('offered 1')
    await expect(addToCart(world.cx, { cartId: stranger, variantId: copy.variantId, quantity: 1 })).rejects.toThrow(
      'stock.taken',
    )
    const stock = (await availability(world.cx, [copy.variantId])).get(copy.variantId)
    expect(stock).toMatchObject({ freeCount: 0, heldUntil: new Date(world.clock.now().getTime() + 15 * minuteMs) })
    await takeOffer(world.cx, ben)
    await takeOffer(world.cx, ben)
    expect((await getCart(world.cx, ben.cartId)).lines.map(({ hold }) => hold)).toEqual(['held', 'held'])
    expect(await stateOf(ben)).toBe('taken 0')
  })

  test('also when the cart’s time runs out and somebody grabs it before the job has looked', async () => {
    const ben = await joins('ben')
    const stranger = newId<CartId>(world.clock.now())
    world.clock.advanceMs(10 * minuteMs)
    await expect(addToCart(world.cx, { cartId: stranger, variantId: copy.variantId, quantity: 1 })).rejects.toThrow(
      'stock.taken',
    )
    await expireClaims()
    expect(await stateOf(ben)).toBe('offered 1')
  })

  test('lapses to the next, and the next, then is free for all', async () => {
    const [ben, cleo] = [await joins('ben'), await joins('cleo')]
    await adaLetsGo()
    world.clock.advanceMs(15 * minuteMs)
    await expect(takeOffer(world.cx, ben)).rejects.toThrow('waiting.offer-lapsed')
    await expireClaims()
    expect([await stateOf(ben), await stateOf(cleo)]).toEqual(['lapsed 0', 'offered 1'])
    world.clock.advanceMs(15 * minuteMs)
    await expireClaims()
    expect(await stateOf(cleo)).toBe('lapsed 0')
    expect((await availability(world.cx, [copy.variantId])).get(copy.variantId)?.freeCount).toBe(1)
  })

  test('whoever leaves hands it on', async () => {
    const [ben, cleo, dan] = [await joins('ben'), await joins('cleo'), await joins('dan')]
    await leaveLine(world.cx, cleo)
    await adaLetsGo()
    await leaveLine(world.cx, ben)
    await leaveLine(world.cx, ben)
    expect([await stateOf(ben), await stateOf(cleo), await stateOf(dan)]).toEqual(['left 0', 'left 0', 'offered 1'])
  })

  test('of goods in quantity each piece finds its own person', async () => {
    const goods = await someGoods(world.cx, { quantity: 2 })
    const holders = [await aCart(world.cx, [goods.variantId]), await aCart(world.cx, [goods.variantId])]
    const [ben, cleo] = [await joins('ben', goods.variantId), await joins('cleo', goods.variantId)]
    await Promise.all(
      holders.map(async (cartId) => {
        const [line] = (await getCart(world.cx, cartId)).lines
        if (line) await carts.remove(world.cx, { cartId, lineId: line.lineId })
      }),
    )
    expect([await stateOf(ben), await stateOf(cleo)]).toEqual(['offered 1', 'offered 1'])
    await takeOffer(world.cx, ben)
    await takeOffer(world.cx, cleo)
    const views = await Promise.all([ben, cleo].map(({ cartId }) => getCart(world.cx, cartId)))
    expect(views.map(({ lines }) => lines.map(({ hold }) => hold))).toEqual([
      ['held', 'held'],
      ['held', 'held'],
    ])
  })

  test('back from the place where returns are checked it is offered too', async () => {
    const ben = await joins('ben')
    await moveUnits(world.cx, { unitIds: [copy.unitId], toPlaceCode: 'TO-CHECK', reason: 'test' })
    await adaLetsGo()
    expect(await stateOf(ben)).toBe('waiting 1')
    await moveUnits(world.cx, { unitIds: [copy.unitId], toPlaceCode: 'A-1', reason: 'test' })
    expect(await stateOf(ben)).toBe('offered 1')
  })
})

describe('races', () => {
  test('two who let go and one who expires: one live claim, one offer, never none', async () => {
    for (let round = 0; round < 8; round++) {
      const visitors = [await joins(`b${round}`), await joins(`c${round}`)]
      await Promise.all([adaLetsGo(), adaLetsGo(), expireClaims()])
      expect(await liveClaims()).toHaveLength(1)
      const states = await Promise.all(visitors.map(stateOf))
      expect(states).toEqual(['offered 1', 'waiting 2'])
      await Promise.all(visitors.map((visitor) => leaveLine(world.cx, visitor)))
      await addToCart(world.cx, { cartId: ada, variantId: copy.variantId, quantity: 1 })
    }
  })

  test('expiry against acceptance: the copy is in the cart or the next one’s, never both', async () => {
    for (let round = 0; round < 8; round++) {
      const [ben, cleo] = [await joins(`b${round}`), await joins(`c${round}`)]
      await adaLetsGo()
      const clockOfBen = { ...world.cx, now: () => new Date(world.clock.now().getTime() - 1) }
      world.clock.advanceMs(15 * minuteMs)
      const [taking] = await Promise.allSettled([takeOffer(clockOfBen, ben), expireClaims()])
      const taken = taking.status === 'fulfilled'
      expect(await stateOf(ben)).toBe(taken ? 'taken 0' : 'lapsed 0')
      expect(await stateOf(cleo)).toBe(taken ? 'waiting 1' : 'offered 1')
      expect(await liveClaims()).toMatchObject([{ kind: taken ? 'cart' : 'waiting' }])
      await leaveLine(world.cx, cleo)
      world.clock.advanceMs(20 * minuteMs)
      await expireClaims()
      await addToCart(world.cx, { cartId: ada, variantId: copy.variantId, quantity: 1 })
    }
  })

  test('leaving while the offer comes: the copy goes to the next all the same', async () => {
    for (let round = 0; round < 8; round++) {
      const [ben, cleo] = [await joins(`b${round}`), await joins(`c${round}`)]
      await Promise.all([leaveLine(world.cx, ben), adaLetsGo()])
      expect([await stateOf(ben), await stateOf(cleo)]).toEqual(['left 0', 'offered 1'])
      await leaveLine(world.cx, cleo)
      await addToCart(world.cx, { cartId: ada, variantId: copy.variantId, quantity: 1 })
    }
  })
})

describe('the end and the news', () => {
  test('a sale ends the line with a word that names what is left', async () => {
    const twin = await aCopy(world.cx, { productId: copy.productId, priceMinor: 1900 })
    const ben = await joins('ben')
    await checkOut(world.cx, aCheckout(ada))
    await sql`insert into shelf_items select *, row_number() over () - 1 from shelf_items_now`.execute(world.cx.db)
    await closeSoldLines(world.cx)
    await closeSoldLines(world.cx)
    expect(await stateOf(ben)).toBe('closed 0')
    expect(await mails()).toContain('ben@example.org: Vendu')
    const mail = await world.cx.db
      .selectFrom('mails')
      .select('bodyText')
      .where('subject', 'like', 'Vendu%')
      .executeTakeFirst()
    expect(mail?.bodyText).toContain(await skuOf(twin))
  })

  test('each step is written about once, whoever runs the job', async () => {
    await joins('ben')
    await joins('cleo')
    await Promise.all([tellWaiting(world.cx), tellWaiting(world.cx)])
    await adaLetsGo()
    world.clock.advanceMs(15 * minuteMs)
    await Promise.all([tellWaiting(world.cx), tellWaiting(world.cx)])
    await expireClaims()
    const said = (await mails()).toSorted()
    expect(said).toEqual([
      'ben@example.org: C’est votre tour',
      'ben@example.org: Votre tour est passé',
      'ben@example.org: Vous êtes dans la file',
      'cleo@example.org: C’est votre tour',
      'cleo@example.org: Vous êtes dans la file',
    ])
  })

  test('the office sees every line in its order, and every change is written down', async () => {
    const ben = await joins('ben')
    await joins('cleo')
    await adaLetsGo()
    expect((await listLines(world.cx, 10)).map(({ email, state, place }) => `${email} ${state} ${place}`)).toEqual([
      'ben@example.org offered 1',
      'cleo@example.org waiting 2',
    ])
    expect((await entriesOfCart(world.cx, ben.cartId)).map(({ state }) => state)).toEqual(['offered'])
    const events = await world.cx.db.selectFrom('waitingEvents').select('state').orderBy('id').execute()
    expect(events.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'offered'])
  })
})

async function skuOf({ variantId }: Pick<Copy, 'variantId'>): Promise<string> {
  return (await world.cx.db.selectFrom('variants').select('sku').where('id', '=', variantId).executeTakeFirstOrThrow())
    .sku
}
