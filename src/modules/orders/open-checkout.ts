import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getProvider, openPayment } from '#modules/payments'
import { deliveryOptions } from '#modules/pricing'
import { cartHolder, orderHolder, transferClaims } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { checkoutHoldMinutes, minutesFrom } from './cart.ts'
import type { CheckoutRequest } from './checkout.ts'
import { holdLines, type replaceLost } from './hold-cart.ts'
import { mailOrderPlaced } from './mails.ts'
import {
  type DraftLine,
  dueMinorOf,
  itemsMinorOf,
  type OrderDraft,
  orderReference,
  type PlacedOrder,
  totalMinorOf,
} from './orders.ts'
import { placeDraft } from './place-draft.ts'
import { type PricedCartLine, pricedCartLines } from './queries-cart.ts'
import { findCheckout, placedOrder } from './queries-checkout.ts'
import { type Checkout, closeCart, insertCheckout } from './store.ts'
import { lockCart } from './store-cart.ts'

export type OpenedCheckout =
  | ({ readonly kind: 'placed' } & PlacedOrder)
  | { readonly kind: 'open'; readonly checkout: Checkout }

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
    if (running) return { kind: 'open', checkout: running }

    const lines = await pricedCartLines(tx, cartId)
    if (lines.length === 0) refuse('cart.empty', { cartId })
    const draft = await draftOf(tx, request, lines)
    return request.payment.method === 'card'
      ? openCardCheckout(tx, draft, lines, request)
      : placeAwaited(tx, draft, lines, request)
  })

async function draftOf(tx: Tx, request: CheckoutRequest, lines: readonly PricedCartLine[]): Promise<OrderDraft> {
  const { cartId, lang, buyer, address, deliveryMethod, payment } = request
  const weightGrams = lines.reduce((sum, line) => sum + line.weightGrams * line.quantity, 0)
  const draftLines = lines.map(toDraftLine)
  const options = await deliveryOptions(tx, {
    country: address.country,
    weightGrams,
    itemsMinor: itemsMinorOf(draftLines),
  })
  const delivery = options.find((option) => option.code === deliveryMethod)
  if (!delivery) refuse('cart.delivery-not-available', { deliveryMethod, country: address.country })

  const paymentMethod = payment.method === 'card' ? payment.provider : payment.method
  const common = { source: 'shop', externalId: cartId, lang, buyer, address, deliveryMethod, paymentMethod }
  const draft = { ...common, deliveryMinor: delivery.priceMinor, lines: draftLines }
  refuseOtherTotal(totalMinorOf(draft), request.expectedTotalMinor)
  return draft
}

const toDraftLine = ({ variantId, title, detail, quantity, priceMinor, unitIds }: PricedCartLine): DraftLine => ({
  variantId,
  externalLineId: null,
  title,
  detail,
  quantity,
  unitPriceMinor: priceMinor,
  unitIds,
})

function refuseOtherTotal(totalMinor: number, expectedMinor: number | undefined): void {
  if (expectedMinor !== undefined && expectedMinor !== totalMinor)
    refuse('cart.total-changed', { totalMinor, expectedMinor })
}

async function openCardCheckout(
  tx: Tx,
  draft: OrderDraft,
  lines: readonly PricedCartLine[],
  { cartId }: CheckoutRequest,
): Promise<OpenedCheckout> {
  getProvider(tx, draft.paymentMethod)
  const held = await holdLines(tx, lines, {
    kind: 'checkout',
    holder: cartHolder(cartId),
    expiresAt: minutesFrom(tx.now(), checkoutHoldMinutes),
  })
  const orderId = newId<PlacedOrder['orderId']>(tx.now())
  const amountMinor = dueMinorOf(draft)
  const paymentId = await openPayment(tx, {
    reference: orderReference(orderId),
    provider: draft.paymentMethod,
    amountMinor,
    state: 'created',
  })
  const checkout = {
    id: newId(tx.now()),
    cartId,
    orderId,
    paymentId,
    draft: { ...draft, lines: held.map(toDraftLine) },
  }
  await insertCheckout(tx, checkout)
  return { kind: 'open', checkout: { ...checkout, state: 'open', updatedAt: tx.now() } }
}

async function placeAwaited(
  tx: Tx,
  draft: OrderDraft,
  lines: readonly PricedCartLine[],
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
  const agreed = { ...draft, lines: held.map(toDraftLine) }
  const placed = await placeDraft(tx, orderId, agreed, { payment: 'awaited' })
  await closeCart(tx, cartId, orderId)
  await mailOrderPlaced(tx, draft, placed)
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
