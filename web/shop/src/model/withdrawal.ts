import type { ShopLocals } from '#app/shop'
import { getOrder, listOrders, type OrderView, orderByAccessToken } from '#modules/orders'
import { inTransaction } from '#platform/cx'
import { formatDateTime, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'

/** By the key of the tracking page, or by number and e-mail address for a buyer who has lost it. */
export async function findOrderOfBuyer(
  { cx }: ShopLocals,
  given: { key: string; number: string; email: string },
): Promise<OrderView | undefined> {
  if (given.key !== '') return orderByAccessToken(cx, given.key)
  if (given.number === '' || given.email === '') return undefined
  const { items } = await listOrders(cx, { text: given.number })
  const found = items.find(({ number }) => number.toUpperCase() === given.number.toUpperCase())
  const order = found && (await getOrder(cx, found.id))
  return order?.buyer.email?.toLowerCase() === given.email.toLowerCase() ? order : undefined
}

/**
 * Takes a withdrawal (articles L221-21 and D221-5 of the French consumer code): seller and buyer get the same text with
 * its date and time, the buyer's being the acknowledgement on a durable medium. Sending it twice changes nothing.
 */
export async function withdraw({ cx, lang, shop }: ShopLocals, order: OrderView): Promise<void> {
  const values = {
    number: order.number,
    name: order.buyer.name,
    at: formatDateTime(lang, cx.now()),
    lines: order.lines.map((line) => `${line.quantity} × ${line.title}`).join('\n'),
    shop: shop.shopName,
  }
  const subject = translate(lang, 'mail:withdrawal.subject', values)
  const text = translate(lang, 'mail:withdrawal.text', values)
  const recipients = [order.buyer.email, shop.email].filter((email): email is string => Boolean(email))
  await inTransaction(cx, async (tx) => {
    for (const to of recipients)
      await queueMail(tx, { to, subject, text, idempotencyKey: `withdrawal:${order.number}:${to}` })
  })
}
