import { z } from 'zod'
import { decimalText, sumMinor } from '#kernel/money'
import type { Cancellation, CommandAnswer, Rejection, RemoteOrder } from '#modules/channels'
import { formatMoney, translate } from '#platform/i18n'
import { sendBatch } from './batch.ts'
import { bodyOf, minorOf, refusalOf, type WooClient } from './client.ts'
import { noteOnce } from './notes.ts'
import { lineMinor, order, ordersPath, type WooLine, type WooOrder } from './orders.ts'
import { findProducts, type WooProduct } from './products.ts'
import type { Session } from './publish.ts'
import { langOf } from './settings.ts'

const over: readonly string[] = ['cancelled', 'refunded', 'trash']
const rejected = (reason: Rejection): CommandAnswer => ({ kind: 'rejected', reasons: [reason] })

export async function findOrder(client: WooClient, { externalId }: RemoteOrder): Promise<WooOrder | Rejection> {
  const answer = await client.call({ method: 'GET', path: `${ordersPath}/${externalId}?dp=2` })
  return answer.status === 404 ? refusalOf(answer) : bodyOf(order, answer)
}

/**
 * What was paid is refunded, without restocking: the whole of it ends the order as `refunded`, a part leaves the rest to
 * be sent. An unpaid order becomes `cancelled`, and what WooCommerce restocks then is taken back at once.
 */
export async function cancelOrder(
  session: Session,
  remote: RemoteOrder,
  cancellation: Cancellation,
): Promise<CommandAnswer> {
  const { client } = session
  const found = await findOrder(client, remote)
  if ('code' in found) return rejected(found)
  const lines = found.line_items.filter(({ id }) => cancellation.lineIds.includes(String(id)))
  const isWhole = lines.length === found.line_items.length
  if (!over.includes(found.status)) {
    if (found.date_paid_gmt) await refund(session, found, { lines, isWhole, cancellation })
    else if (isWhole) await cancelUnpaid(client, found)
    else return rejected({ code: 'woocommerce.unpaid-part', message: 'an unpaid order can only be cancelled whole' })
  }
  await noteOnce(client, remote.externalId, { note: cancellation.message, isForBuyer: true })
  return { kind: 'done' }
}

type RefundWish = { readonly lines: readonly WooLine[]; readonly isWhole: boolean; readonly cancellation: Cancellation }

async function refund({ client, settings }: Session, found: WooOrder, wish: RefundWish): Promise<void> {
  const refunded = await refundedLines(client, found)
  const lines = wish.lines.filter(({ id }) => !refunded.has(id))
  const leftMinor = minorOf(found.total) - sumMinor(found.refunds.map(({ total }) => Math.abs(minorOf(total))))
  const amountMinor = wish.isWhole ? leftMinor : Math.min(leftMinor, sumMinor(lines.map(lineMinor)))
  if (amountMinor <= 0) return
  const lang = langOf(settings)
  const paysBack = await canPayBack(client, found)
  const json = {
    amount: decimalText(amountMinor),
    reason: translate(lang, `channels:cancelReasons.${wish.cancellation.reason}`),
    line_items: lines.map((line) => ({
      id: line.id,
      quantity: line.quantity,
      refund_total: minorOf(line.total) / 100,
    })),
    api_refund: paysBack,
    api_restock: false,
  }
  const path = `${ordersPath}/${found.id}/refunds`
  bodyOf(z.unknown(), await client.call({ method: 'POST', path, json }))
  if (paysBack) return
  const note = translate(lang, 'channels:refund.byHand', { amount: formatMoney(lang, amountMinor) })
  await noteOnce(client, String(found.id), { note, isForBuyer: false })
}

const refunds = z.array(
  z.object({
    line_items: z.array(
      z.object({ meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) }),
    ),
  }),
)

/** A refunded line names the line it refunds; what an earlier try of ours refunded is not refunded again. */
async function refundedLines(client: WooClient, { id, refunds: known }: WooOrder): Promise<Set<number>> {
  if (known.length === 0) return new Set()
  const made = bodyOf(refunds, await client.call({ method: 'GET', path: `${ordersPath}/${id}/refunds` }))
  const metas = made.flatMap(({ line_items }) => line_items.flatMap(({ meta_data }) => meta_data))
  return new Set(metas.filter(({ key }) => key === '_refunded_item_id').map(({ value }) => Number(value)))
}

const gateway = z.object({ method_supports: z.array(z.string()).default([]) })

/** Asked first: a refund through a gateway that has none fails as an error of the server. */
async function canPayBack(client: WooClient, { payment_method }: WooOrder): Promise<boolean> {
  if (payment_method === '') return false
  const path = `/wc/v3/payment_gateways/${encodeURIComponent(payment_method)}`
  const answer = await client.call({ method: 'GET', path })
  return answer.status !== 404 && bodyOf(gateway, answer).method_supports.includes('refunds')
}

/**
 * `cancelled` gives the stock back by itself, and no setting of the API prevents it. So the products are hidden before
 * and get back the stock they had after: whoever comes in between finds nothing to buy, also when we die in between.
 */
async function cancelUnpaid(client: WooClient, found: WooOrder): Promise<void> {
  const ids = [...new Set(found.line_items.map(({ product_id }) => String(product_id)))]
  const before = (await findProducts(client, 'include', ids)).filter(({ manage_stock }) => manage_stock)
  const isShown = ({ status }: WooProduct): boolean => status === 'publish'
  await sendBatch(client, { update: before.filter(isShown).map(({ id }) => ({ id, status: 'draft' })) })
  const path = `${ordersPath}/${found.id}`
  bodyOf(order, await client.call({ method: 'PUT', path, json: { status: 'cancelled' } }))
  const after = before.map((product) => ({
    id: product.id,
    stock_quantity: product.stock_quantity ?? 0,
    ...(isShown(product) && (product.stock_quantity ?? 0) > 0 ? { status: 'publish' } : {}),
  }))
  const { update } = await sendBatch(client, { update: after })
  const failure = update.flatMap((answer) => ('error' in answer ? [answer.error] : []))[0]
  if (failure) {
    const note = `Étal: ${failure.code} ${failure.message}`
    await noteOnce(client, String(found.id), { note, isForBuyer: false })
  }
}
