import type { OrderId } from '#kernel/ids'
import type { CancelReason } from '#modules/channels'
import { getOrder } from '#modules/orders'
import type { Tx } from '#platform/cx'
import { isLang, translate } from '#platform/i18n'
import type { Subscriptions } from '#platform/outbox'
import { givenUp, lineIdsOf } from './order-command.ts'
import { trackingUrlOf } from './parcel.ts'
import { openPaymentIncident } from './payment-trouble.ts'
import { requestCommand } from './request-command.ts'
import { lockCommandedOrder } from './store-commands.ts'

/** What we do with a marketplace's order is told to its vendor, except what the vendor said first; money in trouble is told to a person. */
export const subscriptions: Subscriptions = {
  'order.sent': (tx, { orderId }) => tellSent(tx, orderId),
  'order.cancelled': (tx, { orderId, reason }) => tellCancelled(tx, orderId, reason),
  'payment.refund-failed': (tx, { paymentId, refundId, amountMinor, code }) =>
    openPaymentIncident(tx, { kind: 'refund-failed', paymentId, of: refundId ?? paymentId, amountMinor, code }),
  'payment.disputed': (tx, { paymentId }) =>
    openPaymentIncident(tx, { kind: 'payment-disputed', paymentId, of: paymentId }),
}

async function tellSent(tx: Tx, orderId: OrderId): Promise<void> {
  const { source, events } = await getOrder(tx, orderId)
  if (!source.startsWith('channel:')) return
  const { carrier = 'other', trackingNumber } = events.findLast(({ toState }) => toState === 'sent')?.data ?? {}
  const parcel = { carrier: String(carrier), ...trackingOf(String(carrier), trackingNumber) }
  await requestCommand(tx, { orderId, command: { kind: 'ship', ...parcel } })
}

function trackingOf(carrier: string, trackingNumber: unknown): { trackingNumber?: string; trackingUrl?: string } {
  if (typeof trackingNumber !== 'string' || trackingNumber === '') return {}
  const trackingUrl = trackingUrlOf(carrier, trackingNumber)
  return trackingUrl === undefined ? { trackingNumber } : { trackingNumber, trackingUrl }
}

/** Whoever took the copies away may have asked for it already, in words of their own: those lines are left to them. */
async function tellCancelled(tx: Tx, orderId: OrderId, why: string): Promise<void> {
  const known = await lockCommandedOrder(tx, orderId)
  if (!known || known.order.state === 'cancelled') return
  const told = givenUp(known.order, known.commands, ['waiting', 'done'])
  const lineIds = lineIdsOf(known.order).filter((id) => !told.has(id))
  if (lineIds.length === 0) return
  const { lang } = await getOrder(tx, orderId)
  const reason = reasonOf(why)
  const message = translate(isLang(lang) ? lang : 'fr', `inbound:toBuyer.${reason}`)
  await requestCommand(tx, { orderId, command: { kind: 'cancel', reason, lineIds, message } })
}

/** A person may write anything; only these words mean something to a vendor. A copy that cannot be had is the usual case. */
const reasonOf = (why: string): CancelReason =>
  why === 'buyer-asked' || why === 'undeliverable' ? why : 'out-of-stock'
