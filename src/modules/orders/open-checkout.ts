import { newId } from '#kernel/ids'
import { invariant, refuse } from '#kernel/refusal'
import { getProvider, offeredProviders, openPayment } from '#modules/payments'
import { cartHolder, orderHolder, transferClaims } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { checkoutHoldMinutes, minutesFrom } from './cart.ts'
import type { CheckoutRequest } from './checkout.ts'
import { type CartToOrder, draftOfCart, payInAdvance, withHeldUnits } from './draft-of-cart.ts'
import { holdLines, type replaceLost } from './hold-cart.ts'
import { mailOrderPlaced } from './mails.ts'
import { dueMinorOf, orderReference, type PlacedOrder } from './orders.ts'
import { placeDraft } from './place-draft.ts'
import type { PricedCartLine } from './queries-cart.ts'
import { findCheckout, placedOrder } from './queries-checkout.ts'
import { recordPaid } from './record-paid.ts'
import { type Checkout, closeCart, insertCheckout } from './store.ts'
import { lockCart } from './store-cart.ts'

export type OpenedCheckout =
  | ({ readonly kind: 'placed' } & PlacedOrder)
  | { readonly kind: 'open'; readonly checkout: Checkout; readonly isNew: boolean }

/** The request that opened it is done with the provider by then, or has died. */
const firstLookMs = 5000

/**
 * The first transaction: fixes lines and prices and holds every copy, before any provider is asked. A bank transfer needs
 * no provider, so its order is placed here. A cart already placed answers its order, a running attempt is joined.
 */
export const openCheckout = (cx: MaybeTx, request: CheckoutRequest): Promise<OpenedCheckout> =>
  inTransaction(cx, async (tx) => {
    const { cartId } = request
    const cart = await lockCart(tx, cartId)
    if (!cart) refuse('cart.not-found', { cartId })
    const order = cart.orderId && (await placedOrder(tx, cart.orderId))
    if (order) return { kind: 'placed', ...order }
    const running = cart.openCheckoutId && (await findCheckout(tx, cart.openCheckoutId))
    if (running) return { kind: 'open', checkout: running, isNew: false }

    const agreed = await draftOfCart(tx, request)
    if (dueMinorOf(agreed.draft) === 0 || request.payment.method !== 'online') return placeAwaited(tx, agreed, request)
    return openOnlineCheckout(tx, agreed, request)
  })

async function openOnlineCheckout(
  tx: Tx,
  { draft, lines }: CartToOrder,
  { cartId }: CheckoutRequest,
): Promise<OpenedCheckout> {
  await refuseUnlessOffered(tx, draft.paymentMethod)
  const holdUntil = minutesFrom(tx.now(), checkoutHoldMinutes)
  const held = await holdLines(tx, lines, { kind: 'checkout', holder: cartHolder(cartId), expiresAt: holdUntil })
  const orderId = newId<PlacedOrder['orderId']>(tx.now())
  await payInAdvance(tx, orderId, { draft })
  const paymentId = await openPayment(tx, {
    reference: orderReference(orderId),
    provider: draft.paymentMethod,
    amountMinor: dueMinorOf(draft),
    state: 'created',
  })
  const id = newId(tx.now())
  const lookAt = new Date(tx.now().getTime() + firstLookMs)
  await insertCheckout(tx, { id, cartId, orderId, paymentId, draft: withHeldUnits(draft, held), holdUntil, lookAt })
  const checkout = await findCheckout(tx, id)
  invariant(checkout, 'the checkout was written')
  return { kind: 'open', checkout, isNew: true }
}

/** Known, with keys or a stand-in, and not switched off; payments that run already go on. */
async function refuseUnlessOffered(tx: Tx, provider: string): Promise<void> {
  await getProvider(tx, provider)
  if (!(await offeredProviders(tx)).some((offered) => offered.provider === provider))
    refuse('payment.provider-unknown', { provider })
}

/** An order that waits for a transfer, or that a voucher has paid already. */
async function placeAwaited(
  tx: Tx,
  { draft, lines }: CartToOrder,
  { cartId }: CheckoutRequest,
): Promise<OpenedCheckout> {
  const orderId = newId<PlacedOrder['orderId']>(tx.now())
  const hold = { kind: 'order', holder: orderHolder(orderId), expiresAt: null } as const
  const lost = await transferClaims(tx, {
    unitIds: lines.flatMap((line) => line.unitIds),
    fromHolder: cartHolder(cartId),
    ...hold,
  })
  const held = await reclaim(tx, lines, { lost, hold })
  await payInAdvance(tx, orderId, { draft })
  const placed = await placeDraft(tx, orderId, withHeldUnits(draft, held), { payment: 'awaited' })
  await closeCart(tx, cartId, orderId)
  if (dueMinorOf(draft) === 0) await recordPaid(tx, orderId)
  else await mailOrderPlaced(tx, draft, placed)
  return { kind: 'placed', ...placed }
}

/** Holds that had run out and were ended: the same copies if still free, others of the same goods if not. */
async function reclaim(
  tx: Tx,
  lines: readonly PricedCartLine[],
  { lost, hold }: Parameters<typeof replaceLost>[2],
): Promise<PricedCartLine[]> {
  if (lost.length === 0) return [...lines]
  const gone = new Set(lost)
  const expired = lines.filter((line) => line.unitIds.some((id) => gone.has(id)))
  const again = await holdLines(tx, expired, hold)
  return lines.map((line) => again.find((other) => other.lineId === line.lineId) ?? line)
}
