import { z } from 'zod'
import { minorFromText } from '#kernel/money'
import { Outage } from '#kernel/refusal'
import type { OrdersCursor, RemoteAddress, RemoteOrder } from '#modules/channels'
import { bodyOf, type EbayClient } from './client.ts'

const amount = z.object({ value: z.string() })
const contact = z.object({
  fullName: z.string().default(''),
  email: z.string().optional(),
  primaryPhone: z.object({ phoneNumber: z.string().default('') }).optional(),
  contactAddress: z
    .object({
      addressLine1: z.string().default(''),
      addressLine2: z.string().default(''),
      postalCode: z.string().default(''),
      city: z.string().default(''),
      countryCode: z.string().default(''),
    })
    .optional(),
})
const order = z.object({
  orderId: z.string(),
  creationDate: z.string(),
  lastModifiedDate: z.string(),
  orderFulfillmentStatus: z.string(),
  orderPaymentStatus: z.string(),
  cancelStatus: z.object({ cancelState: z.string() }).optional(),
  buyer: z.object({ username: z.string() }),
  buyerCheckoutNotes: z.string().default(''),
  pricingSummary: z.object({ deliveryCost: amount.optional() }).default({}),
  fulfillmentStartInstructions: z
    .array(z.object({ shippingStep: z.object({ shipTo: contact.optional() }).optional() }))
    .default([]),
  lineItems: z.array(
    z.object({
      lineItemId: z.string(),
      sku: z.string().optional(),
      title: z.string(),
      quantity: z.number(),
      lineItemCost: amount,
    }),
  ),
})
type EbayOrder = z.output<typeof order>
const page = z.object({ total: z.number().default(0), orders: z.array(order).default([]) })

/** 200 is the vendor's maximum; more is an error, not a cut. */
const limit = 200
const pagesMax = 20
const overlapMs = 120_000

export async function ordersSince(client: EbayClient, { since }: OrdersCursor) {
  const from = new Date(Date.parse(since) - overlapMs).toISOString()
  const found = new Map<string, EbayOrder>()
  for (let number = 0; number < pagesMax; number += 1) {
    const query = new URLSearchParams({
      filter: `lastmodifieddate:[${from}..]`,
      limit: String(limit),
      offset: String(number * limit),
    })
    const answer = await client.call({ method: 'GET', path: `/sell/fulfillment/v1/order?${query}` })
    const { orders, total } = bodyOf(page, answer)
    for (const candidate of orders) found.set(candidate.orderId, candidate)
    if (orders.length === 0 || (number + 1) * limit >= total) break
  }
  const oldestFirst = [...found.values()].toSorted(
    (a, b) => Date.parse(a.lastModifiedDate) - Date.parse(b.lastModifiedDate),
  )
  return { orders: oldestFirst.map(toRemoteOrder), next: { since: oldestFirst.at(-1)?.lastModifiedDate ?? since } }
}

/** Undefined while the vendor does not show it (yet). */
export async function findOrder(client: EbayClient, orderId: string): Promise<RemoteOrder | undefined> {
  const answer = await client.call({ method: 'GET', path: `/sell/fulfillment/v1/order/${encodeURIComponent(orderId)}` })
  return answer.status === 404 ? undefined : toRemoteOrder(bodyOf(order, answer))
}

function toRemoteOrder(from: EbayOrder): RemoteOrder {
  const shipTo = from.fulfillmentStartInstructions[0]?.shippingStep?.shipTo
  return {
    externalId: from.orderId,
    state: stateOf(from),
    remoteState:
      `${from.orderPaymentStatus} ${from.orderFulfillmentStatus} ${from.cancelStatus?.cancelState ?? ''}`.trim(),
    isAwaitingDecision: false,
    placedAt: new Date(from.creationDate),
    buyer: { externalId: from.buyer.username, name: shipTo?.fullName || from.buyer.username, email: shipTo?.email },
    address: addressOf(shipTo),
    lines: from.lineItems.map((item) => ({
      externalId: item.lineItemId,
      remoteId: undefined,
      sku: item.sku,
      title: item.title,
      quantity: item.quantity,
      // lineItemCost is the price of all pieces of the line.
      unitPriceMinor: Math.round(minorOf(item.lineItemCost) / item.quantity),
    })),
    deliveryMinor: from.pricingSummary.deliveryCost ? minorOf(from.pricingSummary.deliveryCost) : 0,
    note: from.buyerCheckoutNotes,
  }
}

function stateOf({ cancelStatus, orderFulfillmentStatus, orderPaymentStatus }: EbayOrder): RemoteOrder['state'] {
  if (cancelStatus?.cancelState === 'CANCELED') return 'cancelled'
  if (orderFulfillmentStatus === 'FULFILLED') return 'sent'
  return orderPaymentStatus === 'PAID' ? 'paid' : 'placed'
}

function minorOf({ value }: { value: string }): number {
  const minor = minorFromText(value)
  if (minor === undefined) throw new Outage('ebay', `unexpected answer: amount ${value}`)
  return minor
}

const addressOf = (shipTo: z.output<typeof contact> | undefined): RemoteAddress => ({
  name: shipTo?.fullName ?? '',
  line1: shipTo?.contactAddress?.addressLine1 ?? '',
  line2: shipTo?.contactAddress?.addressLine2 ?? '',
  postalCode: shipTo?.contactAddress?.postalCode ?? '',
  city: shipTo?.contactAddress?.city ?? '',
  country: shipTo?.contactAddress?.countryCode ?? '',
  phone: shipTo?.primaryPhone?.phoneNumber ?? '',
  isGuessed: false,
})
