import { parseArgs } from 'node:util'
import { createPaymentProviders } from '#app/payment-providers'
import { type CartId, type OrderId, toId, type VariantId } from '#kernel/ids'
import { cancelOrder, checkOut, checkouts, importOrder } from '#modules/orders'
import { type Cx, systemActor } from '#platform/cx'
import { openDatabase } from '#platform/db'
import { armFaultPoint } from '#platform/fault-points'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { aBuyer, aCart, aCheckout, anAddress } from '../support/makers.ts'
import { confirmAt, declinedCard, goodCard, payOnline } from '../support/payments.ts'

/**
 * A real process that buys, so that a test can kill it: `node test/faults/buyer.ts pay <cartId> --url … --bank …`.
 * With --point it dies there by SIGKILL.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string', default: '' }, bank: { type: 'string', default: '' }, point: { type: 'string' } },
})
const [action = '', subject = ''] = positionals

const database = await openDatabase({ url: values.url, log: silentLog })
const paymentProviders = createPaymentProviders((system) => createHttpClient({ system, log: silentLog }), values.bank)
const confirm = confirmAt(values.bank, fetch)
const cx: Cx = {
  actor: systemActor,
  db: database.db,
  now: () => new Date(),
  log: silentLog,
  outside: {
    paymentProviders,
    connectors: {},
    files: { put: never, get: never, remove: never },
    mailer: undefined,
    publicUrl: 'http://shop.test',
  },
}
armFaultPoint(values.point)

const pay = (cartId: CartId, { card = goodCard, provider = 'stripe' } = {}) =>
  payOnline(cx, {
    confirm,
    card,
    request: {
      cartId,
      lang: 'fr',
      buyer: aBuyer,
      address: anAddress,
      deliveryMethod: 'home',
      payment: { method: 'online', provider },
    },
  })

/** Looks at the bank, does not like it and goes back to the cart. */
async function leave(cartId: CartId): Promise<void> {
  const request = { ...aCheckout(cartId), payment: { method: 'online', provider: 'stripe' } } as const
  const opened = await checkOut(cx, request)
  if (opened.kind === 'pay') await checkouts.leave(cx, opened.checkoutId)
}

const actions: Readonly<Record<string, () => Promise<unknown>>> = {
  pay: () => pay(toId<CartId>(subject)),
  'pay-by-paypal': () => pay(toId<CartId>(subject), { provider: 'paypal' }),
  leave: () => leave(toId<CartId>(subject)),
  cancel: () => cancelOrder(cx, { orderId: toId<OrderId>(subject), reason: 'test' }),
  import: () =>
    importOrder(cx, {
      source: 'channel:test',
      externalId: subject,
      placedAt: cx.now(),
      isPaid: true,
      buyer: { name: 'fan' },
      address: anAddress,
      lines: [{ variantId: toId<VariantId>(subject), title: 'As listed', quantity: 1, unitPriceMinor: 900 }],
      deliveryMinor: 0,
    }),
  /** Ten buyers at once for a list of copies, each in an order of its own. */
  storm: async () => {
    const variantIds = subject.split(',').map((id) => toId<VariantId>(id))
    await Promise.all(Array.from({ length: 10 }, (_, buyer) => buyAll(variantIds, buyer)))
  },
}

async function buyAll(variantIds: readonly VariantId[], buyer: number): Promise<void> {
  for (let step = 0; step < variantIds.length; step++) {
    const variantId = variantIds[(step * 7 + buyer * 3) % variantIds.length]
    // A rival was faster: the next copy then.
    const cartId = variantId && (await aCart(cx, [variantId]).catch(() => undefined))
    if (cartId) await pay(cartId, { card: buyer % 4 === 0 ? declinedCard : goodCard }).catch(() => undefined)
  }
}

async function never(): Promise<never> {
  throw new Error('buying needs no files')
}

await actions[action]?.()
await database.close()
