import { z } from 'zod'
import type { OrdersCursor, RemoteAddress, RemoteOrder } from '#modules/channels'
import { bodyOf, type MiraklClient } from './client.ts'
import { minorOf } from './offers.ts'

const address = z.object({
  firstname: z.string().nullish(),
  lastname: z.string().nullish(),
  company: z.string().nullish(),
  street_1: z.string().nullish(),
  street_2: z.string().nullish(),
  additional_info: z.string().nullish(),
  zip_code: z.string().nullish(),
  city: z.string().nullish(),
  country: z.string().nullish(),
  country_iso_code: z.string().nullish(),
  phone: z.string().nullish(),
})
const tax = z.object({ amount: z.number(), code: z.string() })
const line = z.object({
  order_line_id: z.string(),
  order_line_state: z.string(),
  offer_id: z.number(),
  offer_sku: z.string(),
  product_title: z.string(),
  quantity: z.number(),
  price: z.number(),
  price_unit: z.number(),
  shipping_price: z.number().default(0),
  taxes: z.array(tax).nullish(),
  shipping_taxes: z.array(tax).nullish(),
})
const order = z.object({
  order_id: z.string(),
  order_state: z.string(),
  order_tax_mode: z.string(),
  currency_iso_code: z.string(),
  created_date: z.string(),
  last_updated_date: z.string(),
  can_cancel: z.boolean().default(false),
  customer: z.object({
    customer_id: z.string(),
    firstname: z.string().nullish(),
    lastname: z.string().nullish(),
    shipping_address: address.nullish(),
  }),
  customer_notification_email: z.string().nullish(),
  shipping_price: z.number(),
  order_lines: z.array(line),
})
export type MiraklOrder = z.output<typeof order>
export type MiraklLine = z.output<typeof line>
const page = z.object({ orders: z.array(order), total_count: z.number().default(0) })

const perPage = 100
const pagesMax = 50
const overlapMs = 120_000

/** OR11 by last change. The first page is what is limited to once a minute; Mirakl itself adds an overlap of its own. */
export async function ordersSince(client: MiraklClient, { since }: OrdersCursor) {
  const from = new Date(Date.parse(since) - overlapMs).toISOString()
  const found = new Map<string, MiraklOrder>()
  for (let number = 0; number < pagesMax; number += 1) {
    const query = { start_update_date: from, max: String(perPage), offset: String(number * perPage) }
    const call = { method: 'GET', path: '/orders', query } as const
    const answer = await client.call(number === 0 ? { ...call, operation: 'OR11' } : call)
    const { orders, total_count: total } = bodyOf(page, answer)
    for (const candidate of orders) found.set(candidate.order_id, candidate)
    if (orders.length === 0 || (number + 1) * perPage >= total) break
  }
  const oldestFirst = [...found.values()].toSorted(
    (a, b) => Date.parse(a.last_updated_date) - Date.parse(b.last_updated_date),
  )
  const last = oldestFirst.at(-1)
  return {
    orders: oldestFirst.map(toRemoteOrder),
    next: { since: last ? new Date(last.last_updated_date).toISOString() : since },
  }
}

/** One order by its name: no poll, so not limited. */
export async function findOrder(client: MiraklClient, id: string): Promise<MiraklOrder | undefined> {
  const answer = await client.call({ method: 'GET', path: '/orders', query: { order_ids: id } })
  return bodyOf(page, answer).orders.find(({ order_id: found }) => found === id)
}

function toRemoteOrder(from: MiraklOrder): RemoteOrder {
  const { customer } = from
  const name = [customer.firstname, customer.lastname].filter(Boolean).join(' ')
  return {
    externalId: from.order_id,
    state: stateOf(from.order_state),
    remoteState: from.order_state,
    isAwaitingDecision: from.order_state === 'WAITING_ACCEPTANCE',
    placedAt: new Date(from.created_date),
    buyer: { externalId: customer.customer_id, name, email: from.customer_notification_email ?? undefined },
    address: addressOf(customer.shipping_address),
    lines: soldLines(from).map((sold) => ({
      externalId: sold.order_line_id,
      remoteId: String(sold.offer_id),
      sku: sold.offer_sku,
      title: sold.product_title,
      quantity: sold.quantity,
      unitPriceMinor: minorOf(sold.price_unit),
    })),
    deliveryMinor: minorOf(from.shipping_price),
    note: '',
  }
}

/** Lines refused or cancelled before we heard of the order were never ours to serve, unless nothing else is left. */
function soldLines({ order_lines: lines }: MiraklOrder): readonly MiraklLine[] {
  const alive = lines.filter(({ order_line_state: state }) => stateOf(state) !== 'cancelled')
  return alive.length > 0 ? alive : lines
}

/** Waiting for our word, for the operator's check or for the debit: the copy is taken. Unknown words count as a sale. */
export function stateOf(state: string): RemoteOrder['state'] {
  if (state === 'REFUSED' || state === 'CANCELED') return 'cancelled'
  if (['SHIPPED', 'TO_COLLECT', 'RECEIVED', 'CLOSED'].includes(state)) return 'sent'
  return state === 'SHIPPING' ? 'paid' : 'placed'
}

/** ISO 3166-1: Mirakl writes three letters. Countries that French operators deliver to. */
const countries: Readonly<Record<string, string>> = {
  AND: 'AD',
  AUT: 'AT',
  BEL: 'BE',
  CHE: 'CH',
  DEU: 'DE',
  DNK: 'DK',
  ESP: 'ES',
  FIN: 'FI',
  FRA: 'FR',
  GBR: 'GB',
  GLP: 'GP',
  GRC: 'GR',
  GUF: 'GF',
  IRL: 'IE',
  ITA: 'IT',
  LUX: 'LU',
  MCO: 'MC',
  MTQ: 'MQ',
  MYT: 'YT',
  NLD: 'NL',
  NOR: 'NO',
  POL: 'PL',
  PRT: 'PT',
  REU: 'RE',
  SWE: 'SE',
}

/** Missing until the order is accepted, with some operators until it is debited. */
function addressOf(from: z.output<typeof address> | null | undefined): RemoteAddress {
  const person = [from?.firstname, from?.lastname].filter(Boolean).join(' ')
  return {
    name: [person, from?.company].filter(Boolean).join(', '),
    line1: from?.street_1 ?? '',
    line2: [from?.street_2, from?.additional_info].filter(Boolean).join(', '),
    postalCode: from?.zip_code ?? '',
    city: from?.city ?? '',
    country: countries[from?.country_iso_code ?? ''] ?? '',
    phone: from?.phone ?? '',
    isGuessed: from !== null && from !== undefined && countries[from.country_iso_code ?? ''] === undefined,
  }
}
