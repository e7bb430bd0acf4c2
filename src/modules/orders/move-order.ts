import type { OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { listPayments, movePayment } from '#modules/payments'
import { moveUnits, placeCodes } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { mailOrderSent } from './mails.ts'
import { type OrderMove, orderMoves, orderReference } from './orders.ts'
import { getOrder, type OrderView } from './queries.ts'
import { recordPaid } from './record-paid.ts'
import { moveOrderRow } from './store.ts'

/**
 * The money has arrived: a transfer, cash, or the marketplace says so. Repeating it changes nothing. Refuses
 * `order.card-pending` while a card is being charged, `order.paid-too-late` for a cancelled order, whose copies are free again.
 */
export const markOrderPaid = (cx: MaybeTx, { orderId }: { orderId: OrderId }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const payments = await listPayments(tx, orderReference(orderId))
    if (payments.some((payment) => payment.state === 'authorised')) refuse('order.card-pending', { orderId })
    if (!(await recordPaid(tx, orderId))) {
      if ((await getOrder(tx, orderId)).state === 'cancelled') refuse('order.paid-too-late', { orderId })
      return refuseUnlessThere(tx, orderId, 'pay')
    }
    for (const payment of payments.filter(({ state }) => state === 'awaited'))
      await movePayment(tx, payment.id, 'receive')
  })

/** Everything is in the parcel. Refuses `order.copy-missing` when a line has no copy, else as `order.move-not-allowed`. */
export const packOrder = (cx: MaybeTx, { orderId }: { orderId: OrderId }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await moveOrderRow(tx, orderId, 'pack'))) return refuseUnlessThere(tx, orderId, 'pack')
    // Read after the row is locked, so that nobody can lose a copy in between.
    if ((await getOrder(tx, orderId)).isMissingCopy) refuse('order.copy-missing', { orderId })
    await emit(tx, { type: 'order.packed', payload: { orderId } })
  })

/**
 * The parcel has left: the copies are with the customer, and stay claimed by this order for ever. Who carries it and under
 * which number is kept with the event, where marketplaces that want to know get it from.
 */
export const sendOrder = (
  cx: MaybeTx,
  { orderId, ...parcel }: { orderId: OrderId; carrier?: string | undefined; trackingNumber?: string | undefined },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const moved = await moveOrderRow(tx, orderId, 'send', parcel)
    if (!moved) return refuseUnlessThere(tx, orderId, 'send')
    const { lines } = await getOrder(tx, orderId)
    const unitIds = lines.flatMap((line) =>
      line.units.filter((unit) => unit.releasedAt === null).map((unit) => unit.id),
    )
    await moveUnits(tx, {
      unitIds,
      toPlaceCode: placeCodes.customer,
      reason: 'sent',
      reference: orderReference(orderId),
    })
    await mailOrderSent(tx, orderId, parcel.trackingNumber)
    await emit(tx, { type: 'order.sent', payload: { orderId } })
  })

/** A move that was made already is fine; every other refused one is explained. */
export async function refuseUnlessThere(tx: Tx, orderId: OrderId, move: OrderMove): Promise<void> {
  const order: OrderView = await getOrder(tx, orderId)
  const isThere =
    order.state === orderMoves[move].to ||
    (move === 'pay' && order.events.some((event) => event.toState === 'paid') && order.state !== 'cancelled')
  if (!isThere) refuse('order.move-not-allowed', { orderId, state: order.state, move })
}
