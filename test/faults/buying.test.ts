import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CartId, newId, type UnitId, type VariantId } from '#kernel/ids'
import {
  addToCart,
  cancelOrder,
  importOrder,
  orderFaultPoints,
  jobs as orderJobs,
  type RemoteSale,
  verifyOrders,
} from '#modules/orders'
import { settleDue, verifyPayments } from '#modules/payments'
import { availability, jobs as stockJobs, verifyStock } from '#modules/stock'
import { aCart, aCheckout, aCopy, anAddress } from '#support/makers'
import { aBank, payOnline, type TestBank } from '#support/payments'
import { useWorld } from '#support/world'

/** Real processes die by SIGKILL in the middle of buying; the next start must make everything right. */
const world = useWorld()
let bank: TestBank
let server: ReturnType<typeof serve>
let bankUrl = ''

beforeEach(async () => {
  world.clock.set(new Date())
  bank = aBank({ now: () => new Date() })
  world.outside.publicUrl = 'http://shop.test'
  world.outside.paymentProviders = bank.providers
  server = serve({ fetch: bank.sandbox.app.fetch, port: 0 })
  await once(server, 'listening')
  const address = server.address()
  bankUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterEach(() => {
  server.close()
  bank.close()
})

/** Most of a process' short life is loading its modules. */
const compileCache = new URL('../../node_modules/.cache/compile', import.meta.url).pathname
const timeoutMs = 60_000

const byCard = (cartId: CartId, provider = 'stripe') =>
  aCheckout(cartId, { deliveryMethod: 'home', payment: { method: 'online', provider } })

function start(action: string, subject: string, point?: string) {
  const script = new URL('./buyer.ts', import.meta.url).pathname
  const options = ['--url', world.database.url, '--bank', bankUrl, ...(point === undefined ? [] : ['--point', point])]
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
  return spawn(process.execPath, [script, action, subject, ...options], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

/** How the process ended: by a signal, or by itself. */
async function run(action: string, subject: string, point?: string): Promise<string> {
  const [code, signal] = await once(start(action, subject, point), 'exit')
  return signal ?? `code ${code}`
}

/** What the worker of the next start does until the holds are over. */
async function recover(): Promise<void> {
  world.clock.set(new Date())
  for (const waitMs of [6000, 31_000, 16 * 60_000, 6000]) {
    world.clock.advanceMs(waitMs)
    await recoverCheckouts()
    await settleDue(world.cx)
    await expireClaims()
  }
}

async function recoverCheckouts(): Promise<void> {
  for (const job of orderJobs) await job.run(world.cx, {})
}

async function expireClaims(): Promise<void> {
  for (const job of stockJobs) await job.run(world.cx, {})
}

async function expectAllInOrder(): Promise<void> {
  expect([
    ...(await verifyStock(world.cx)),
    ...(await verifyOrders(world.cx)),
    ...(await verifyPayments(world.cx)),
  ]).toEqual([])
  // Nothing is left between: no reserved money, no open attempt, no payment that waits for an answer.
  expect(bank.states()).not.toContain('authorized')
  const payments = await world.cx.db
    .selectFrom('payments')
    .select(['state', 'due'])
    .where('provider', 'in', ['stripe', 'paypal'])
    .execute()
  expect(payments.filter(({ state, due }) => due !== null || state === 'created' || state === 'authorised')).toEqual([])
  const captured = payments.filter(({ state }) => state === 'captured').length
  expect([...bank.states(), ...payPalStates()].filter((state) => state === 'captured')).toHaveLength(captured)
  expect(await world.cx.db.selectFrom('checkouts').select('id').where('state', '=', 'open').execute()).toEqual([])
}

const payPalStates = (): string[] =>
  bank.sandbox.machine.store
    .all('select authorization_status as status from paypal_orders')
    .map((row) => String(row.status).toLowerCase())

async function expectSoldOnceOrFree(variantId: VariantId, unitId: UnitId): Promise<void> {
  world.clock.advanceMs(16 * 60_000)
  await expireClaims()
  const now = (await availability(world.cx, [variantId])).get(variantId)
  const sales = await world.cx.db
    .selectFrom('orderLineUnits')
    .select('unitId')
    .where('releasedAt', 'is', null)
    .where('unitId', '=', unitId)
    .execute()
  expect({ isSold: now?.isSold, freeCount: now?.freeCount }).toEqual(
    sales.length === 1 ? { isSold: true, freeCount: 0 } : { isSold: false, freeCount: 1 },
  )
}

const aSale = (variantId: VariantId, externalId: string): RemoteSale => ({
  source: 'channel:test',
  externalId,
  placedAt: world.clock.now(),
  isPaid: true,
  buyer: { name: 'fan' },
  address: anAddress,
  lines: [{ variantId, title: 'As listed', quantity: 1, unitPriceMinor: 900 }],
  deliveryMinor: 0,
})

const buyingPoints = orderFaultPoints.filter((point) => point.startsWith('checkout.'))

test.each(buyingPoints)(
  'killed at %s: one buyer stays away, one submits again at once while somebody else wants the copy',
  async (point) => {
    const [away, back] = [await aCopy(world.cx), await aCopy(world.cx)]
    const carts = [await aCart(world.cx, [away.variantId]), await aCart(world.cx, [back.variantId])]
    // Reserving is a step of its own at PayPal only.
    const action = point.includes('abandoning') ? 'leave' : point.includes('authorise') ? 'pay-by-paypal' : 'pay'
    expect(await Promise.all(carts.map((cartId) => run(action, cartId, point)))).toEqual(['SIGKILL', 'SIGKILL'])

    world.clock.set(new Date())
    const rival = newId<CartId>(world.clock.now())
    const [again, other] = await Promise.allSettled([
      ...carts.slice(1).map((cartId) =>
        payOnline(world.cx, {
          confirm: bank.confirm,
          request: byCard(cartId, action === 'pay-by-paypal' ? 'paypal' : 'stripe'),
        }),
      ),
      addToCart(world.cx, { cartId: rival, variantId: back.variantId, quantity: 1 }),
      recoverCheckouts(),
    ])
    expect(again).toMatchObject({ status: 'fulfilled' })
    expect(other?.status).toBe('rejected')
    await recover()
    await expectAllInOrder()
    for (const { variantId, unitId } of [away, back]) await expectSoldOnceOrFree(variantId, unitId)
  },
  timeoutMs,
)

test.each(orderFaultPoints.filter((point) => point.startsWith('cancellation.') || point.startsWith('payment.')))(
  'killed at %s, the cancelled order gives the money back once',
  async (point) => {
    const { variantId } = await aCopy(world.cx)
    const outcome = await payOnline(world.cx, {
      confirm: bank.confirm,
      request: byCard(await aCart(world.cx, [variantId])),
    })
    if (outcome.kind !== 'placed') throw new Error('not placed')
    expect(await run('cancel', outcome.orderId, point)).toBe('SIGKILL')
    await cancelOrder(world.cx, { orderId: outcome.orderId, reason: 'test' })
    await recover()
    await expectAllInOrder()
    expect(bank.states()).toEqual(['refunded'])
    expect((await availability(world.cx, [variantId])).get(variantId)).toMatchObject({ freeCount: 0 })
  },
  timeoutMs,
)

test.each(orderFaultPoints.filter((point) => point.startsWith('import.')))(
  'killed at %s, the marketplace sale is recorded once',
  async (point) => {
    const { variantId, unitId } = await aCopy(world.cx)
    expect(await run('import', variantId, point)).toBe('SIGKILL')
    expect(await importOrder(world.cx, aSale(variantId, variantId))).toMatchObject({
      kind: point === 'import.after' ? 'known' : 'placed',
    })
    await expectAllInOrder()
    const orders = await world.cx.db.selectFrom('orders').select('state').execute()
    expect(orders).toEqual([{ state: 'paid' }])
    await expectSoldOnceOrFree(variantId, unitId)
  },
  timeoutMs,
)

test('every fault point is passed by one of these tests', () => {
  const covered = ['checkout.', 'cancellation.', 'payment.', 'import.']
  expect(orderFaultPoints.filter((point) => !covered.some((prefix) => point.startsWith(prefix)))).toEqual([])
})

test(
  'ten buyers in a process that is killed three times at any moment leave nothing half done',
  async () => {
    const copies = []
    for (let index = 0; index < 20; index++) copies.push(await aCopy(world.cx))
    const list = copies.map((copy) => copy.variantId).join(',')
    for (const aliveMs of [700, 900, 1100]) {
      const child = start('storm', list)
      const killer = setTimeout(() => child.kill('SIGKILL'), aliveMs)
      await once(child, 'exit')
      clearTimeout(killer)
      world.clock.set(new Date())
      await recoverCheckouts()
    }
    await recover()
    await expectAllInOrder()
    const sold = await world.cx.db.selectFrom('orderLineUnits').select('unitId').execute()
    expect(new Set(sold.map(({ unitId }) => unitId)).size).toBe(sold.length)
    for (const [index, { variantId }] of copies.entries()) {
      const sale = importOrder(world.cx, aSale(variantId, `late-${index}`))
      expect((await sale).kind).not.toBe('known')
    }
    await expectAllInOrder()
  },
  timeoutMs,
)
