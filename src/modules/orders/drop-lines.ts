import type { OrderId } from '#kernel/ids'
import { sumMinor } from '#kernel/money'
import { listPayments, refundPart } from '#modules/payments'
import { moveUnits, orderHolder, placeCodes, releaseClaims } from '#modules/stock'
import { recordOrderTaxes } from '#modules/taxes'
import { returnToVoucher } from '#modules/vouchers'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { cancelOrder } from './cancel-order.ts'
import { canMove, orderReference } from './orders.ts'
import { getOrder, type OrderLineView, type OrderView } from './queries.ts'
import { insertOrderEvent, releaseUnitsOfLines } from './store.ts'
import { cancelLineRows, lockOrderState } from './store-lines.ts'

/** `too-late`: the order is packed or sent, and nothing was changed. */
export type Dropping = 'order-cancelled' | 'lines-cancelled' | 'too-late' | 'nothing'

export type LinesToDrop = { readonly orderId: OrderId; readonly lineIds: readonly string[]; readonly reason: string }

/**
 * Takes lines that cannot be served out of an order, which stands with the others; with its last line the whole order is
 * cancelled. Copies still on the lines go to TO-CHECK, what was paid for the lines goes back (the voucher's share to the voucher), the delivery stays paid.
 * Repeating it changes nothing.
 */
export const dropLines = (cx: MaybeTx, { orderId, lineIds, reason }: LinesToDrop): Promise<Dropping> =>
  inTransaction(cx, async (tx) => {
    const state = await lockOrderState(tx, orderId)
    if (state === undefined || state === 'cancelled') return 'nothing'
    const order = await getOrder(tx, orderId)
    const living = order.lines.filter(({ isCancelled }) => !isCancelled)
    const dropped = living.filter(({ id }) => lineIds.includes(id))
    if (dropped.length === 0) return 'nothing'
    if (!canMove(state, 'cancel')) return 'too-late'
    if (dropped.length === living.length) {
      await cancelOrder(tx, { orderId, reason })
      return 'order-cancelled'
    }
    await dropRows(tx, { order, dropped, reason })
    return 'lines-cancelled'
  })

type Drop = { readonly order: OrderView; readonly dropped: readonly OrderLineView[]; readonly reason: string }

async function dropRows(tx: Tx, { order, dropped, reason }: Drop): Promise<void> {
  const orderId = order.id
  const lineIds = dropped.map(({ id }) => id)
  const reference = orderReference(orderId)
  const unitIds = (await releaseUnitsOfLines(tx, { lineIds })).map(({ unitId }) => unitId)
  await moveUnits(tx, { unitIds, toPlaceCode: placeCodes.toCheck, reason: 'order-cancelled', reference })
  await releaseClaims(tx, { holder: orderHolder(orderId), unitIds, reason: 'order-cancelled' })
  const amountMinor = sumMinor(dropped.map(({ totalMinor, discountMinor }) => totalMinor - discountMinor))
  const toVoucherMinor = voucherShare(order, amountMinor)
  await cancelLineRows(tx, { orderId, lineIds, reason, toVoucherMinor })
  await returnToVoucher(tx, { reference, amountMinor: toVoucherMinor })
  await recordOrderTaxes(tx, orderId)

  const toBuyerMinor = amountMinor - toVoucherMinor
  const [payment] = (await listPayments(tx, reference)).filter(({ state }) => isLive(state))
  if (payment && toBuyerMinor > 0) await refundPart(tx, payment.id, { amountMinor: toBuyerMinor, reason })
  await insertOrderEvent(tx, orderId, 'lines-cancelled', {
    titles: dropped.map(({ title }) => title).join(', '),
    amountMinor,
    toVoucherMinor,
    reason,
  })
}

/** What was paid goes back the way it came: the voucher gets its share, rounded down, whoever paid the rest the rest. */
const voucherShare = ({ voucherMinor, totalMinor }: OrderView, amountMinor: number): number =>
  totalMinor === 0 ? 0 : Math.floor((amountMinor * voucherMinor) / totalMinor)

const isLive = (state: string): boolean => state === 'authorised' || state === 'captured' || state === 'awaited'
