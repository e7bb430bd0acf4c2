import type { OrderId, PaymentId } from '#kernel/ids'
import { findOrderDelivery } from '#modules/delivery'
import { recordOrderTaxes } from '#modules/taxes'
import type { Tx } from '#platform/cx'
import { formatDateTime, formatMoney, isLang, type Lang, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { piecesText, sumsText } from './mail-sums.ts'
import { dueMinorOf, type OrderDraft, type PlacedOrder } from './orders.ts'
import { getOrder, type MailFacts, mailFacts } from './queries.ts'
import { daysAfter, transferDays } from './transfers.ts'

declare module '#platform/cx' {
  interface Outside {
    /** Where the shop is reached from outside, without a slash at the end; links in mails start with it. */
    readonly publicUrl?: string
  }
}

/** For a bank transfer or cash: what to pay, until when, and that the copies are kept. */
export async function mailOrderPlaced(
  tx: Tx,
  draft: OrderDraft,
  { orderId, number, accessToken }: PlacedOrder,
): Promise<void> {
  const { lang, buyer, paymentMethod } = draft
  if (!buyer.email) return
  await send(tx, paymentMethod === 'cash' ? 'placed-cash' : 'placed', {
    until: daysAfter(tx.now(), transferDays),
    orderId,
    number,
    accessToken,
    lang,
    name: buyer.name,
    email: buyer.email,
    totalMinor: dueMinorOf(draft),
  })
}

/** The confirmation of a paid order. Marketplaces write to their buyers themselves. */
export async function mailOrderPaid(tx: Tx, orderId: OrderId): Promise<void> {
  const facts = await mailFacts(tx, orderId)
  if (facts?.source === 'shop' && facts.email !== null)
    await send(tx, 'paid', { ...facts, orderId, email: facts.email, totalMinor: facts.dueMinor })
}

/** The parcel has left. Who fetches a copy at the counter or the stall needs no letter about it, and gets none. */
export async function mailOrderSent(tx: Tx, orderId: OrderId, trackingNumber: string | undefined): Promise<void> {
  const facts = await mailFacts(tx, orderId)
  const delivery = await findOrderDelivery(tx, orderId)
  if (facts?.source !== 'shop' || facts.email === null || isFetched(delivery?.choice.kind)) return
  await send(tx, 'sent', { ...facts, orderId, email: facts.email, ...(trackingNumber && { trackingNumber }) })
}

const isFetched = (kind: string | undefined): boolean => kind === 'pickup' || kind === 'stall'

/** The transfer has not come yet: once, some days before the end. */
export async function mailTransferReminder(tx: Tx, orderId: OrderId, until: Date): Promise<void> {
  const facts = await mailFacts(tx, orderId)
  if (facts?.email)
    await send(tx, 'reminder', { ...facts, orderId, email: facts.email, totalMinor: facts.dueMinor, until })
}

/** The order is cancelled because no transfer came. */
export async function mailTransferOverdue(tx: Tx, orderId: OrderId): Promise<void> {
  const facts = await mailFacts(tx, orderId)
  if (facts?.email) await send(tx, 'overdue', { ...facts, orderId, email: facts.email, totalMinor: facts.dueMinor })
}

/** The copies were gone when the payment came: nothing is taken, and the buyer reads it at once. */
export async function mailPaymentReturned(tx: Tx, draft: OrderDraft, paymentId: PaymentId): Promise<void> {
  const { lang, buyer, lines } = draft
  if (!buyer.email) return
  const values = {
    name: buyer.name,
    total: formatMoney(lang, dueMinorOf(draft)),
    lines: lines.map((line) => `${line.quantity} × ${line.title}`).join('\n'),
    url: tx.outside.publicUrl ?? '',
  }
  await queueMail(tx, {
    to: buyer.email,
    subject: translate(lang, 'pay:mail.returned.subject', values),
    text: translate(lang, 'pay:mail.returned.text', values),
    idempotencyKey: `payment.returned:${paymentId}`,
  })
}

type Letter = Pick<MailFacts, 'number' | 'accessToken' | 'lang' | 'name' | 'totalMinor'> & {
  readonly orderId: OrderId
  readonly email: string
  readonly until?: Date
  readonly trackingNumber?: string
}

type LetterKind = 'placed' | 'placed-cash' | 'paid' | 'sent' | 'reminder' | 'overdue'

async function send(tx: Tx, kind: LetterKind, order: Letter): Promise<void> {
  const lang = isLang(order.lang) ? order.lang : 'fr'
  // The event that taxes the order comes after this letter, which has to carry the mention.
  await recordOrderTaxes(tx, order.orderId)
  const found = await getOrder(tx, order.orderId)
  const values = {
    number: order.number,
    name: order.name,
    total: formatMoney(lang, order.totalMinor),
    lines: kind === 'sent' ? piecesText(found) : sumsText(found, lang),
    until: order.until && formatDateTime(lang, order.until),
    parcel: order.trackingNumber
      ? `\n${translate(lang, 'mail:order.sent.parcel', { number: order.trackingNumber })}\n`
      : '',
    url: trackingUrl(tx, lang, order),
  }
  await queueMail(tx, {
    to: order.email,
    subject: translate(lang, `mail:order.${kind}.subject`, values),
    text: translate(lang, `mail:order.${kind}.text`, values),
    idempotencyKey: `order.${kind}:${order.number}`,
  })
}

/** The address of the shop's tracking page in the buyer's language. */
const trackingUrl = (tx: Tx, lang: Lang, { number, accessToken }: Letter): string =>
  `${tx.outside.publicUrl ?? ''}${pathOf('order', lang, { number })}?cle=${accessToken}`
