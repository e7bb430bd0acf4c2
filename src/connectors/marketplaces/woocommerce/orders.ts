import { z } from 'zod'
import type { OrdersCursor, RemoteAddress, RemoteOrder } from '#modules/channels'
import { bodyOf, dateOf, minorOf, type WooClient } from './client.ts'

const text = z.string().default('')
const person = {
  first_name: text,
  last_name: text,
  company: text,
  address_1: text,
  address_2: text,
  city: text,
  postcode: text,
  country: text,
  phone: text,
}
const line = z.object({
  id: z.number(),
  name: z.string(),
  product_id: z.number(),
  quantity: z.number(),
  total: z.string(),
  total_tax: z.string().default('0'),
  sku: z.string().nullish(),
})
export const order = z.object({
  id: z.number(),
  status: z.string(),
  date_created_gmt: z.string(),
  date_modified_gmt: z.string(),
  date_paid_gmt: z.string().nullish(),
  total: z.string(),
  shipping_total: z.string().default('0'),
  shipping_tax: z.string().default('0'),
  customer_id: z.number().default(0),
  customer_note: text,
  payment_method: text,
  billing: z.object({ ...person, email: text }),
  shipping: z.object(person),
  line_items: z.array(line),
  refunds: z.array(z.object({ id: z.number(), total: z.string() })).default([]),
})
export type WooOrder = z.output<typeof order>
export type WooLine = WooOrder['line_items'][number]

export const ordersPath = '/wc/v3/orders'
const perPage = 100
const pagesMax = 100
const overlapMs = 120_000

/**
 * Newest change first: an order that changes while the pages are read moves to a page already read, which shifts the
 * others towards us and hides none. The next poll sees it, as its change is younger than the cursor.
 */
export async function ordersSince(client: WooClient, { since }: OrdersCursor) {
  const from = new Date(Date.parse(since) - overlapMs).toISOString().slice(0, 19)
  const found = new Map<number, WooOrder>()
  for (let page = 1; page <= pagesMax; page += 1) {
    const query = new URLSearchParams({
      modified_after: from,
      dates_are_gmt: 'true',
      orderby: 'modified',
      order: 'desc',
      per_page: String(perPage),
      page: String(page),
      dp: '2',
    })
    const answer = await client.call({ method: 'GET', path: `${ordersPath}?${query}` })
    for (const candidate of bodyOf(z.array(order), answer)) found.set(candidate.id, candidate)
    if (page >= answer.pages) break
  }
  const oldestFirst = [...found.values()].filter(isSale).toSorted((a, b) => changedAt(a) - changedAt(b))
  const last = oldestFirst.at(-1)
  return {
    orders: oldestFirst.map(toRemoteOrder),
    next: { since: last ? new Date(changedAt(last)).toISOString() : since },
  }
}

const changedAt = ({ date_modified_gmt }: WooOrder): number => dateOf(date_modified_gmt).getTime()

/** A draft of the checkout page is nobody's order yet. */
export const isSale = ({ status }: WooOrder): boolean => !['checkout-draft', 'auto-draft', 'draft'].includes(status)

export const toRemoteOrder = (from: WooOrder): RemoteOrder => {
  const address = addressOf(from)
  return {
    externalId: String(from.id),
    state: stateOf(from),
    remoteState: from.status,
    isAwaitingDecision: false,
    placedAt: dateOf(from.date_created_gmt),
    buyer: {
      // A guest has no account: the address of the letter box tells buyers apart.
      externalId: from.customer_id > 0 ? String(from.customer_id) : from.billing.email,
      name: nameOf(from.billing) || address.name,
      email: from.billing.email || undefined,
    },
    address,
    lines: from.line_items.map((item) => ({
      externalId: String(item.id),
      remoteId: String(item.product_id),
      sku: item.sku || undefined,
      title: item.name,
      quantity: item.quantity,
      unitPriceMinor: Math.round(lineMinor(item) / item.quantity),
    })),
    deliveryMinor: minorOf(from.shipping_total) + minorOf(from.shipping_tax),
    note: from.customer_note,
  }
}

/** What the buyer pays for a line: discounts taken off, tax added. */
export const lineMinor = ({ total, total_tax }: Pick<WooLine, 'total' | 'total_tax'>): number =>
  minorOf(total) + minorOf(total_tax)

const states: Readonly<Record<string, RemoteOrder['state']>> = {
  pending: 'placed',
  'on-hold': 'placed',
  processing: 'paid',
  completed: 'sent',
  cancelled: 'cancelled',
  refunded: 'cancelled',
  trash: 'cancelled',
}

/**
 * Unpaid orders claim the copy already. So does one whose payment failed: the buyer may pay it again by its link. A
 * status that a plugin added counts as a sale: never sell twice.
 */
const stateOf = ({ status, date_paid_gmt }: WooOrder): RemoteOrder['state'] =>
  states[status] ?? (date_paid_gmt ? 'paid' : 'placed')

type Person = WooOrder['shipping']

const nameOf = ({ first_name, last_name, company }: Person): string => `${first_name} ${last_name}`.trim() || company

/** Goods that need no parcel have an empty delivery address. */
function addressOf({ billing, shipping }: WooOrder): RemoteAddress {
  const to = shipping.address_1 ? shipping : billing
  return {
    name: nameOf(to),
    line1: to.address_1,
    line2: to.address_2,
    postalCode: to.postcode,
    city: to.city,
    country: to.country,
    phone: to.phone || billing.phone,
    isGuessed: false,
  }
}
