import type { OrderId } from '#kernel/ids'
import { sumMinor } from '#kernel/money'
import { listPayments, refundPart } from '#modules/payments'
import { moveUnits, orderHolder, placeCodes, releaseClaims } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { cancelOrder } from './cancel-order.ts'
import { canMove, orderReference } from './orders.ts'
import { getOrder, type OrderLineView } from './queries.ts'
import { insertOrderEvent, releaseUnitsOfLines } from './store.ts'
import { cancelLineRows, lockOrderState } from './store-lines.ts'

/** `too-late`: the order is packed or sent, and nothing was changed. */
export type Dropping = 'order-cancelled' | 'lines-cancelled' | 'too-late' | 'nothing'

export type LinesToDrop = { readonly orderId: OrderId; readonly lineIds: readonly string[]; readonly reason: string }

/**
 * Takes lines that cannot be served out of an order, which stands with the others; with its last line the whole order is
 * cancelled. Copies still on the lines go to TO-CHECK, the money of the lines goes back, the delivery stays paid.
 * Repeating it changes nothing.
 */
export const dropLines = (cx: MaybeTx, { orderId, lineIds, reason }: LinesToDrop): Promise<Dropping> =>
  inTransaction(cx, async (tx) => {
    const state = await lockOrderState(tx, orderId)
    if (state === undefined || state === 'cancelled') return 'nothing'
    const living = (await getOrder(tx, orderId)).lines.filter(({ isCancelled }) => !isCancelled)
    const dropped = living.filter(({ id }) => lineIds.includes(id))
    if (dropped.length === 0) return 'nothing'
    if (!canMove(state, 'cancel')) return 'too-late'
    if (dropped.length === living.length) {
      await cancelOrder(tx, { orderId, reason })
      return 'order-cancelled'
    }
    await dropRows(tx, { orderId, dropped, reason })
    return 'lines-cancelled'
  })

type Drop = { readonly orderId: OrderId; readonly dropped: readonly OrderLineView[]; readonly reason: string }

async function dropRows(tx: Tx, { orderId, dropped, reason }: Drop): Promise<void> {
  const lineIds = dropped.map(({ id }) => id)
  const reference = orderReference(orderId)
  const unitIds = (await releaseUnitsOfLines(tx, { lineIds })).map(({ unitId }) => unitId)
  await moveUnits(tx, { unitIds, toPlaceCode: placeCodes.toCheck, reason: 'order-cancelled', reference })
  await releaseClaims(tx, { holder: orderHolder(orderId), unitIds, reason: 'order-cancelled' })
  await cancelLineRows(tx, { orderId, lineIds, reason })

  const amountMinor = sumMinor(dropped.map(({ totalMinor }) => totalMinor))
  const [payment] = (await listPayments(tx, reference)).filter(({ state }) => isLive(state))
  if (payment && amountMinor > 0) await refundPart(tx, payment.id, { amountMinor, reason })
  await insertOrderEvent(tx, orderId, 'lines-cancelled', {
    titles: dropped.map(({ title }) => title).join(', '),
    amountMinor,
    reason,
  })
}

const isLive = (state: string): boolean => state === 'authorised' || state === 'captured' || state === 'awaited'
