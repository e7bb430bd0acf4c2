import type { ShopLocals } from '#app/shop'
import { refuse } from '#kernel/refusal'
import { personOf } from '#modules/customers'
import { getOrder, listOrders, type OrderView, orderByAccessToken } from '#modules/orders'
import { takeFromBudget } from '#platform/budget'
import { inTransaction } from '#platform/cx'
import { translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { pathOf } from '../paths.ts'

const budgets = { network: { perMinute: 6, burst: 12 }, order: { perMinute: 0.2, burst: 3 } } as const

/** Guessing numbers is slowed down: refuses `request.too-many`. */
export async function countLookUp({ cx, ip }: Pick<ShopLocals, 'cx' | 'ip'>): Promise<void> {
  const taken = await takeFromBudget(cx, `order-lookup:${ip}`, budgets.network)
  if (!taken.granted) refuse('request.too-many', { retryAfterMs: taken.retryAfterMs })
}

/** By number and the e-mail address it was ordered with. */
export async function findByNumber(
  { cx }: Pick<ShopLocals, 'cx'>,
  asked: { number: string; email: string },
): Promise<OrderView | undefined> {
  if (asked.number === '' || asked.email === '') return undefined
  const { items } = await listOrders(cx, { text: asked.number })
  const found = items.find(({ number }) => number.toUpperCase() === asked.number.toUpperCase())
  const order = found && (await getOrder(cx, found.id))
  return order?.buyer.email?.toLowerCase() === asked.email.toLowerCase() ? order : undefined
}

/** The order of an address: by the key it was mailed with, or because it belongs to whoever is signed in. */
export async function findOwnOrder(
  { cx, customer }: ShopLocals,
  asked: { key: string; number: string },
): Promise<OrderView | undefined> {
  if (asked.key !== '') {
    const order = await orderByAccessToken(cx, asked.key)
    return asked.number === '' || order?.number === asked.number ? order : undefined
  }
  if (!customer) return undefined
  const { customerIds } = await personOf(cx, customer.customerId)
  const { items } = await listOrders(cx, { text: asked.number, customerIds })
  const found = items.find(({ number }) => number === asked.number)
  return found && getOrder(cx, found.id)
}

/** Mails the page of an order to the address it was made with. The answer never says whether there is such an order. */
export async function mailTracking(locals: ShopLocals, asked: { number: string; email: string }): Promise<void> {
  const { cx, lang, publicUrl, shop } = locals
  await countLookUp(locals)
  const order = await findByNumber(locals, asked)
  if (!order?.buyer.email || !(await takeFromBudget(cx, `order-mail:${order.id}`, budgets.order)).granted) return
  const url = `${publicUrl}${pathOf('order', lang, { number: order.number })}?cle=${order.accessToken}`
  const values = { number: order.number, name: order.buyer.name, url, shop: shop.shopName }
  const { email } = order.buyer
  await inTransaction(cx, (tx) =>
    queueMail(tx, {
      to: email,
      subject: translate(lang, 'account:track.mailSubject', values),
      text: translate(lang, 'account:track.mailText', values),
      idempotencyKey: `order-tracking:${order.id}:${cx.now().getTime()}`,
    }),
  )
}
