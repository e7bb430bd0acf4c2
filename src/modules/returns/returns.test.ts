import { beforeEach, expect, test } from 'vitest'
import type { OrderId } from '#kernel/ids'
import { getOrder, verifyOrders } from '#modules/orders'
import { settleDue, verifyPayments } from '#modules/payments'
import {
  acceptReturn,
  cancelReturn,
  checkReturn,
  getReturn,
  markSentBack,
  periodOf,
  receiveReturn,
  recordReceipt,
  refundReturn,
  refuseReturn,
  requestReturn,
} from '#modules/returns'
import { availability, moveUnits, placeCodes, verifyStock } from '#modules/stock'
import { sql } from '#platform/db'
import { aCart, aCheckout, aCopy, anOrder } from '#support/makers'
import { aBank, payOnline, type TestBank } from '#support/payments'
import { useWorld } from '#support/world'

const world = useWorld()
const head = { shopName: 'Le Bac', email: 'shop@example.org', address: '1 rue du Bac' }
const declared = { name: 'Ada Martin', email: 'ada@example.org', lang: 'fr' } as const
const dayMs = 86_400_000
beforeEach(() => {
  world.outside.paymentProviders = {}
})

const allFaults = async () => [
  ...(await verifyStock(world.cx)),
  ...(await verifyOrders(world.cx)),
  ...(await verifyPayments(world.cx)),
]
const refusal = (code: string) => expect.objectContaining({ code })

/** The parcel is with the buyer. */
async function send(orderId: OrderId): Promise<void> {
  const { lines } = await getOrder(world.cx, orderId)
  const unitIds = lines.flatMap(({ units }) => units.map(({ id }) => id))
  await moveUnits(world.cx, {
    unitIds,
    toPlaceCode: placeCodes.customer,
    reason: 'sent',
    reference: `order:${orderId}`,
  })
  await sql`update orders set state = 'sent' where id = ${orderId}`.execute(world.cx.db)
  await sql`insert into order_events (order_id, what, from_state, to_state, at, actor) values (${orderId}, 'sent', 'packed', 'sent', ${world.clock.now()}, 'test')`.execute(
    world.cx.db,
  )
}

const linesOf = async (orderId: OrderId) => (await getOrder(world.cx, orderId)).lines.map(({ id }) => id)

async function withdraw(orderId: OrderId, lineIds?: readonly string[]) {
  const chosen = lineIds ?? (await linesOf(orderId))
  const lines = chosen.map((orderLineId) => ({ orderLineId, reason: 'changed-mind' as const, note: '' }))
  return requestReturn(world.cx, { ...declared, orderId, kind: 'withdrawal', lines }, head)
}

const mails = async () =>
  world.cx.db.selectFrom('mails').select(['recipient', 'subject', 'bodyText']).orderBy('id').execute()

test('a withdrawal in time is accepted as it is made, and acknowledged to both with date and time', async () => {
  const { orderId } = await anOrder(world.cx)
  await send(orderId)
  await recordReceipt(world.cx, { orderId, receivedOn: '2026-03-02', source: 'carrier' })
  world.clock.set('2026-03-16T22:59:00Z')
  const { returnId, number } = await withdraw(orderId)
  expect(await getReturn(world.cx, returnId)).toMatchObject({
    state: 'accepted',
    isInPeriod: true,
    periodEndsOn: '2026-03-16',
  })
  const sent = (await mails()).filter(({ subject }) => subject.includes(number))
  expect(sent.map(({ recipient }) => recipient).toSorted()).toEqual(['ada@example.org', 'shop@example.org'])
  expect(sent[0]?.bodyText).toContain('16 mars 2026')
  expect(sent[0]?.bodyText).toContain('23:59')
  expect(sent[0]?.bodyText).toContain('Ada Martin vous notifie')
})

test('a minute later the period is over: the declaration is kept, a person answers', async () => {
  const { orderId } = await anOrder(world.cx)
  await send(orderId)
  await recordReceipt(world.cx, { orderId, receivedOn: '2026-03-02', source: 'carrier' })
  world.clock.set('2026-03-16T23:00:00Z')
  const { returnId } = await withdraw(orderId)
  expect(await getReturn(world.cx, returnId)).toMatchObject({ state: 'requested', isInPeriod: false })
  await refuseReturn(world.cx, { returnId, head, because: 'Le délai est passé.' })
  expect((await mails()).some(({ bodyText }) => bodyText.includes('Le délai est passé.'))).toBe(true)
  expect((await withdraw(orderId)).number, 'a refused return leaves its lines free').not.toBe('')
})

test('the claim ends only when the copy is back, which then waits to be checked and is not on sale', async () => {
  const { orderId, copies } = await anOrder(world.cx)
  const [copy] = copies
  if (!copy) throw new Error('an order has a copy')
  await send(orderId)
  const { returnId } = await withdraw(orderId)
  await markSentBack(world.cx, { returnId, carrier: 'colissimo', trackingNumber: '6A1' })
  const claims = async () =>
    (
      await sql<{
        count: number
      }>`select count(*)::int as count from claims where unit_id = ${copy.unitId} and ended_at is null`.execute(
        world.cx.db,
      )
    ).rows[0]?.count
  expect(await claims()).toBe(1)
  await receiveReturn(world.cx, { returnId, unitIds: [copy.unitId], head })
  await receiveReturn(world.cx, { returnId, unitIds: [copy.unitId], head })
  expect(await claims()).toBe(0)
  expect((await getReturn(world.cx, returnId)).lines[0]?.units[0]).toMatchObject({ placeCode: placeCodes.toCheck })
  await checkReturn(world.cx, {
    returnId,
    findings: [
      { unitId: copy.unitId, mediaGrade: 'VG', sleeveGrade: 'VG', wasOpened: false, fate: 'restock', note: '' },
    ],
  })
  expect((await availability(world.cx, [copy.variantId])).get(copy.variantId)?.freeCount ?? 0).toBe(0)
  await refundReturn(world.cx, { returnId, head })
  expect(await getReturn(world.cx, returnId)).toMatchObject({
    state: 'refunded',
    refund: { linesMinor: 2500, deliveryMinor: 510, paidBackMinor: 3010 },
  })
  expect(await allFaults()).toEqual([])
})

test('of many refunds at once one is made, and the card gets it back once', async () => {
  const bank: TestBank = aBank({ now: world.clock.now })
  world.outside.paymentProviders = bank.providers
  const cartId = await aCart(world.cx, [(await aCopy(world.cx)).variantId])
  const request = aCheckout(cartId, { payment: { method: 'online', provider: 'stripe' } })
  const placed = await payOnline(world.cx, { confirm: bank.confirm, request })
  if (placed.kind !== 'placed') throw new Error('expected an order')
  const { orderId } = placed
  await send(orderId)
  const { returnId } = await withdraw(orderId)
  await Promise.allSettled([1, 2, 3, 4].map(() => refundReturn(world.cx, { returnId, head })))
  await settleDue(world.cx)
  await settleDue(world.cx)
  const order = await getOrder(world.cx, orderId)
  expect(order.payments[0]).toMatchObject({ capturedMinor: order.totalMinor, refundedMinor: order.totalMinor })
  expect(await sql`select id from payment_refunds`.execute(world.cx.db)).toMatchObject({ rows: [{}] })
  bank.close()
})

test('line by line: the standard delivery goes back with the last one only, and the sum is what was paid', async () => {
  const { orderId } = await anOrder(world.cx, { lines: 2 })
  await send(orderId)
  const [first = '', second = ''] = await linesOf(orderId)
  const one = await withdraw(orderId, [first])
  await refundReturn(world.cx, { returnId: one.returnId, head })
  expect((await getReturn(world.cx, one.returnId)).refund).toMatchObject({ linesMinor: 2500, deliveryMinor: 0 })
  const other = await withdraw(orderId, [second])
  await refundReturn(world.cx, { returnId: other.returnId, head })
  expect((await getReturn(world.cx, other.returnId)).refund).toMatchObject({
    linesMinor: 2500,
    deliveryMinor: 510,
    paidBackMinor: 3010,
  })
  expect(await allFaults()).toEqual([])
})

test('of two declarations for one line at the same time one is taken', async () => {
  const { orderId } = await anOrder(world.cx)
  await send(orderId)
  const answers = await Promise.allSettled([withdraw(orderId), withdraw(orderId), withdraw(orderId)])
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(withdraw(orderId)).rejects.toEqual(refusal('return.already-asked'))
})

test('before anything has left a withdrawal ends the order with its money, and one line of two only its own', async () => {
  const whole = await anOrder(world.cx)
  await withdraw(whole.orderId)
  expect(await getOrder(world.cx, whole.orderId)).toMatchObject({ state: 'cancelled' })
  const two = await anOrder(world.cx, { lines: 2 })
  const [first = ''] = await linesOf(two.orderId)
  const { returnId } = await withdraw(two.orderId, [first])
  expect(await getOrder(world.cx, two.orderId)).toMatchObject({ state: 'paid', itemsMinor: 2500 })
  expect(await getReturn(world.cx, returnId)).toMatchObject({ state: 'refunded', refund: { paidBackMinor: 2500 } })
  expect(await allFaults()).toEqual([])
})

test('a late refund costs what article L242-4 says', async () => {
  const { orderId } = await anOrder(world.cx)
  await send(orderId)
  const { returnId } = await withdraw(orderId)
  await markSentBack(world.cx, { returnId, carrier: '', trackingNumber: '' })
  world.clock.advanceMs((14 + 25) * dayMs)
  await refundReturn(world.cx, { returnId, head })
  expect((await getReturn(world.cx, returnId)).refund).toMatchObject({ paidBackMinor: 3010, lateMinor: 301 })
})

test('a deduction cannot exceed the goods, and the move table is the law of the house', async () => {
  const { orderId } = await anOrder(world.cx)
  await send(orderId)
  const { returnId } = await withdraw(orderId)
  await expect(refundReturn(world.cx, { returnId, head, deductedMinor: 2501 })).rejects.toEqual(
    refusal('return.amount-too-large'),
  )
  await expect(acceptReturn(world.cx, { returnId, head }), 'it is accepted already').resolves.toBeUndefined()
  await cancelReturn(world.cx, returnId)
  await expect(refundReturn(world.cx, { returnId, head })).rejects.toEqual(refusal('return.move-not-allowed'))
  await expect(receiveReturn(world.cx, { returnId, unitIds: [], head })).rejects.toEqual(
    refusal('return.move-not-allowed'),
  )
})

test('while nothing was received the period does not end', async () => {
  const { orderId } = await anOrder(world.cx)
  expect(await periodOf(world.cx, await getOrder(world.cx, orderId))).toEqual({
    endsOn: null,
    isOpen: true,
    isAssumed: false,
  })
})
