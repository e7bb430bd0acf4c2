import { requestCommand } from '#modules/inbound'
import type { Tx } from '#platform/cx'
import { formatMoney, isLang, type Lang, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import type { OrderFacts } from './queries.ts'
import { getSettings } from './settings.ts'
import { droppedLineIds, isIncomplete, livingLineIds } from './store.ts'

const langOf = ({ lang }: OrderFacts): Lang => (isLang(lang) ? lang : 'fr')

/**
 * Has the marketplace told what became of its order: lines we cannot serve are refused or cancelled, an order that waits
 * for our answer gets it as soon as nothing of it is undecided. Asking twice changes nothing.
 */
export async function tellVendor(tx: Tx, order: OrderFacts): Promise<void> {
  const { orderId, isUndecided } = order
  // A decision is about every line: while one has no copy, because it waits or because nobody knows what it is, there is none.
  if (isUndecided && (await isIncomplete(tx, orderId))) return
  const lineIds = await droppedLineIds(tx, orderId)
  if (lineIds.length > 0) {
    const message = translate(langOf(order), 'arbitration:message', { title: order.title })
    await requestCommand(tx, { orderId, command: { kind: 'cancel', reason: 'out-of-stock', lineIds, message } })
  } else if (isUndecided) {
    const acceptedLineIds = await livingLineIds(tx, orderId)
    await requestCommand(tx, { orderId, command: { kind: 'decide', acceptedLineIds } })
  }
}

/** To a buyer of the own shop, in their language; marketplaces write to their buyers themselves. */
export async function apologise(tx: Tx, order: OrderFacts): Promise<void> {
  if (!order.email) return
  const lang = langOf(order)
  const { voucherMinor } = await getSettings(tx)
  const values = {
    number: order.number,
    name: order.buyerName,
    title: order.title,
    amount: formatMoney(lang, order.lineTotalMinor),
    voucher:
      voucherMinor > 0 ? translate(lang, 'arbitration:mail.voucher', { amount: formatMoney(lang, voucherMinor) }) : '',
  }
  await queueMail(tx, {
    to: order.email,
    subject: translate(lang, 'arbitration:mail.subject', values),
    text: translate(lang, 'arbitration:mail.text', values),
    idempotencyKey: `arbitration.apology:${order.lineId}`,
  })
}
