import { sumMinor } from '#kernel/money'
import { refuse } from '#kernel/refusal'
import { cancelOrder, getOrder, type OrderView, redistributeCopies } from '#modules/orders'
import { type Cx, inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { type Letterhead, mailReturn } from './mails.ts'
import { keepPhotos } from './photos.ts'
import { type Period, withdrawalPeriod } from './policy.ts'
import { getReturn, linesInReturns, receiptOf } from './queries.ts'
import type { ReturnRequest, ReturnState } from './return.ts'
import { insertReturn, insertReturnEvent, insertReturnRefund, lockReturnsOf, type ReturnId } from './store.ts'

/** Until when an order may be withdrawn from, by what is known of its journey. */
export async function periodOf(cx: Cx, order: Pick<OrderView, 'id' | 'events'>): Promise<Period> {
  const sentAt = order.events.find(({ toState }) => toState === 'sent')?.at ?? null
  return withdrawalPeriod({ receivedOn: await receiptOf(cx, order.id), sentAt }, cx.now())
}

/** Lines that may still be sent back: sold, and not on their way back already. */
export async function returnableLines(cx: Cx, order: OrderView): Promise<OrderView['lines']> {
  const taken = new Set(await linesInReturns(cx, order.id))
  return order.state === 'cancelled' ? [] : order.lines.filter(({ id, isCancelled }) => !isCancelled && !taken.has(id))
}

/**
 * Takes a buyer's declaration. A withdrawal in time is accepted as it is made: it is a right; one from an order that has not left
 * ends it at once, and the money goes back. Anything else waits for a person. Refuses `return.no-lines`, `return.already-asked`
 * (also for the second of two at once), `order.not-found`.
 */
export const requestReturn = (
  cx: MaybeTx,
  { photos = [], ...request }: ReturnRequest,
  head: Letterhead,
): Promise<{ returnId: ReturnId; number: string }> =>
  inTransaction(cx, async (tx) => {
    await lockReturnsOf(tx, request.orderId)
    const order = await getOrder(tx, request.orderId)
    const lines = await chosenLines(tx, order, request)
    const period = await periodOf(tx, order)
    const isBeforeSending = request.kind === 'withdrawal' && (order.state === 'placed' || order.state === 'paid')
    const state: ReturnState = isBeforeSending
      ? 'refunded'
      : request.kind === 'withdrawal' && period.isOpen
        ? 'accepted'
        : 'requested'
    const added = await insertReturn(tx, { ...request, state, isInPeriod: period.isOpen, periodEndsOn: period.endsOn })
    await keepPhotos(tx, added.returnId, photos)
    if (isBeforeSending) await endBeforeSending(tx, { order, lines, returnId: added.returnId })
    const found = await getReturn(tx, added.returnId)
    await mailReturn(tx, request.kind === 'withdrawal' ? 'withdrawal' : 'requested', {
      found,
      head,
      accessToken: order.accessToken,
    })
    return added
  })

async function chosenLines(tx: Tx, order: OrderView, { lines }: ReturnRequest): Promise<OrderView['lines']> {
  const wanted = lines.map(({ orderLineId }) => orderLineId)
  const chosen = order.lines.filter(({ id, isCancelled }) => wanted.includes(id) && !isCancelled)
  if (chosen.length === 0 || chosen.length < new Set(wanted).size) refuse('return.no-lines', {})
  const may = await returnableLines(tx, order)
  const taken = chosen.filter(({ id }) => may.every((line) => line.id !== id))
  if (taken.length > 0) refuse('return.already-asked', { orderLineIds: taken.map(({ id }) => id) })
  return chosen
}

type Ending = { readonly order: OrderView; readonly lines: OrderView['lines']; readonly returnId: ReturnId }

/** Nothing has left: the lines leave the order with their money, and with the last line the order ends with its delivery. */
async function endBeforeSending(tx: Tx, { order, lines, returnId }: Ending): Promise<void> {
  const isWhole = order.lines.every(({ id, isCancelled }) => isCancelled || lines.some((line) => line.id === id))
  if (isWhole) await cancelOrder(tx, { orderId: order.id, reason: 'withdrawal' })
  else
    await redistributeCopies(tx, {
      drops: [{ orderId: order.id, lineIds: lines.map(({ id }) => id), reason: 'withdrawal' }],
    })
  const linesMinor = sumMinor(lines.map(({ totalMinor, discountMinor }) => totalMinor - discountMinor))
  const deliveryMinor = isWhole ? order.deliveryMinor : 0
  const amounts = {
    linesMinor,
    deliveryMinor,
    deductedMinor: 0,
    lateMinor: 0,
    paidBackMinor: linesMinor + deliveryMinor,
  }
  await insertReturnRefund(tx, returnId, { paymentId: null, ...amounts })
  await insertReturnEvent(tx, returnId, { what: 'ended-before-sending', data: { isWhole } })
}
