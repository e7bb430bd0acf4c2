import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Cancellation, CancelReason, CommandAnswer, Parcel, RemoteOrder } from '#modules/channels'
import { rejectionOf, type ShopifyClient, type UserError, userErrors } from './client.ts'

const done: CommandAnswer = { kind: 'done' }
const unknown: CommandAnswer = {
  kind: 'rejected',
  reasons: [{ code: 'shopify.NOT_FOUND', message: 'Shopify does not know this order' }],
}
const answered = (errors: readonly UserError[]): CommandAnswer =>
  errors.length === 0 ? done : { kind: 'rejected', reasons: errors.map(rejectionOf) }

export const standingDocument = `query standing($id: ID!) {
  order(id: $id) { cancelledAt lineItems(first: 100) { nodes { id refundableQuantity } } }
}`
const standing = z.object({
  order: z
    .object({
      cancelledAt: z.string().nullable(),
      lineItems: z.object({ nodes: z.array(z.object({ id: z.string(), refundableQuantity: z.number() })) }),
    })
    .nullable(),
})

/** Shopify has no word for a parcel that cannot be delivered. */
const reasons: Readonly<Record<CancelReason, string>> = {
  'out-of-stock': 'INVENTORY',
  'buyer-asked': 'CUSTOMER',
  undeliverable: 'OTHER',
}

/**
 * The whole order by `orderCancel`, single lines by a refund; never back on the shelf there, because the copy is gone or
 * goes through TO-CHECK. Cancelled or refunded already is done: commands are repeated after a lost answer.
 */
export async function cancelOrder(
  client: ShopifyClient,
  order: RemoteOrder,
  cancellation: Cancellation,
): Promise<CommandAnswer> {
  const { order: present } = await client.ask(standing, standingDocument, { id: order.externalId })
  if (!present) return unknown
  if (present.cancelledAt !== null) return done
  const alive = present.lineItems.nodes.filter(({ refundableQuantity }) => refundableQuantity > 0)
  const lost = alive.filter(({ id }) => cancellation.lineIds.includes(id))
  if (lost.length === 0 && alive.length > 0) return done
  return lost.length === alive.length
    ? cancelWhole(client, order, cancellation)
    : refundLines(client, order, { lost, cancellation })
}

export const cancelDocument = `mutation cancel($orderId: ID!, $reason: OrderCancelReason!, $note: String) {
  orderCancel(
    orderId: $orderId, reason: $reason, restock: false, notifyCustomer: true, staffNote: $note
    refundMethod: { originalPaymentMethodsRefund: true }
  ) { orderCancelUserErrors { field message code } }
}`
const cancelled = z.object({ orderCancel: z.object({ orderCancelUserErrors: userErrors }) })
const staffNoteMax = 255

async function cancelWhole(
  client: ShopifyClient,
  order: RemoteOrder,
  { reason, message }: Cancellation,
): Promise<CommandAnswer> {
  const { orderCancel } = await client.ask(cancelled, cancelDocument, {
    orderId: order.externalId,
    reason: reasons[reason],
    note: message.slice(0, staffNoteMax),
  })
  return answered(orderCancel.orderCancelUserErrors)
}

export const suggestionDocument = `query suggestion($id: ID!, $lines: [RefundLineItemInput!]!) {
  order(id: $id) {
    suggestedRefund(refundLineItems: $lines) {
      suggestedTransactions { gateway amountSet { shopMoney { amount } } parentTransaction { id } }
    }
  }
}`
const suggestion = z.object({
  order: z
    .object({
      suggestedRefund: z
        .object({
          suggestedTransactions: z.array(
            z.object({
              gateway: z.string().nullable(),
              amountSet: z.object({ shopMoney: z.object({ amount: z.string() }) }),
              parentTransaction: z.object({ id: z.string() }).nullable(),
            }),
          ),
        })
        .nullable(),
    })
    .nullable(),
})
export const refundDocument = `mutation refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) { userErrors { field message } }
}`
const refunded = z.object({ refundCreate: z.object({ userErrors }) })

type Loss = {
  readonly lost: readonly { id: string; refundableQuantity: number }[]
  readonly cancellation: Cancellation
}

/** Shopify says itself what is to be paid back, by the way it was paid. The key makes a repeated refund one refund. */
async function refundLines(
  client: ShopifyClient,
  order: RemoteOrder,
  { lost, cancellation }: Loss,
): Promise<CommandAnswer> {
  const lines = lost.map(({ id, refundableQuantity: quantity }) => ({
    lineItemId: id,
    quantity,
    restockType: 'NO_RESTOCK',
  }))
  const { order: suggested } = await client.ask(suggestion, suggestionDocument, { id: order.externalId, lines })
  const transactions = (suggested?.suggestedRefund?.suggestedTransactions ?? []).map((transaction) => ({
    orderId: order.externalId,
    kind: 'REFUND',
    gateway: transaction.gateway ?? 'manual',
    amount: transaction.amountSet.shopMoney.amount,
    ...(transaction.parentTransaction ? { parentId: transaction.parentTransaction.id } : {}),
  }))
  const key = createHash('sha256')
    .update(`${order.externalId} ${lines.map(({ lineItemId }) => lineItemId).join(' ')}`)
    .digest('hex')
  const input = {
    orderId: order.externalId,
    note: cancellation.message,
    notify: true,
    refundLineItems: lines,
    transactions,
  }
  const { refundCreate } = await client.ask(refunded, refundDocument, { input, key: key.slice(0, 32) })
  return answered(refundCreate.userErrors)
}

export const parcelsDocument = `query parcels($id: ID!) {
  order(id: $id) { cancelledAt fulfillmentOrders(first: 20) { nodes { id status } } }
}`
const parcels = z.object({
  order: z
    .object({
      cancelledAt: z.string().nullable(),
      fulfillmentOrders: z.object({ nodes: z.array(z.object({ id: z.string(), status: z.string() })) }),
    })
    .nullable(),
})
export const shipDocument = `mutation ship($fulfillment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $fulfillment) { userErrors { field message } }
}`
const shipped = z.object({ fulfillmentCreate: z.object({ userErrors }) })

/** The names under which Shopify makes links of tracking numbers. */
const companies: Readonly<Record<string, string>> = {
  colissimo: 'Colissimo',
  'lettre-suivie': 'La Poste',
  'la-poste': 'La Poste',
  chronopost: 'Chronopost',
  'mondial-relay': 'Mondial Relay',
}

/** Everything of the order that is still to be sent, as one parcel; nothing left to send is done. */
export async function shipOrder(client: ShopifyClient, order: RemoteOrder, parcel: Parcel): Promise<CommandAnswer> {
  const { order: present } = await client.ask(parcels, parcelsDocument, { id: order.externalId })
  if (!present) return unknown
  if (present.cancelledAt !== null)
    return { kind: 'rejected', reasons: [{ code: 'shopify.CANCELLED', message: 'The order is cancelled' }] }
  const open = present.fulfillmentOrders.nodes.filter(({ status }) => status === 'OPEN' || status === 'IN_PROGRESS')
  if (open.length === 0) return done
  const { carrier, trackingNumber, trackingUrl } = parcel
  const fulfillment = {
    lineItemsByFulfillmentOrder: open.map(({ id }) => ({ fulfillmentOrderId: id })),
    notifyCustomer: true,
    trackingInfo: {
      company: companies[carrier] ?? carrier,
      ...(trackingNumber === undefined ? {} : { number: trackingNumber }),
      ...(trackingUrl === undefined ? {} : { url: trackingUrl }),
    },
  }
  const { fulfillmentCreate } = await client.ask(shipped, shipDocument, { fulfillment })
  return answered(fulfillmentCreate.userErrors)
}
