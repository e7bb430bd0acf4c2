import { z } from 'zod'
import type { OrdersCursor, RemoteAddress, RemoteOrder } from '#modules/channels'
import { contentOf, type PrestaClient, readFor } from './client.ts'
import { type OrderStates, readStates } from './order-states.ts'
import { minorOf } from './products.ts'
import type { Session } from './publish.ts'
import { earliestShopTime, momentOf } from './shop-time.ts'
import { thingsOf } from './xml.ts'

const text = z.string().default('')
const row = z.object({
  id: z.string(),
  product_id: z.string(),
  product_quantity: z.string(),
  product_name: z.string(),
  product_reference: text,
  unit_price_tax_incl: z.string(),
})
export const order = z.object({
  id: z.string(),
  id_address_delivery: z.string(),
  id_customer: z.string(),
  current_state: z.string(),
  date_add: z.string(),
  date_upd: z.string(),
  total_shipping_tax_incl: z.string().default('0'),
  total_discounts_tax_incl: z.string().default('0'),
  gift_message: text,
  note: text,
  associations: z.object({ order_rows: thingsOf('order_row', row) }),
})
export type PrestaOrder = z.output<typeof order>
const orders = z.object({ orders: thingsOf('order', order) })

const perPage = 50
const pagesMax = 200
const overlapMs = 120_000
const endOfTime = '2099-12-31 23:59:59'

/** Newest change first: an order that changes while the pages are read shifts the others towards us and hides none. */
export async function ordersSince(session: Session, { since }: OrdersCursor) {
  const { client, settings } = session
  const from = earliestShopTime(new Date(Date.parse(since) - overlapMs), settings.timeZone)
  const found = new Map<string, PrestaOrder>()
  for (let page = 0; page < pagesMax; page += 1) {
    const query = {
      'filter[date_upd]': `[${from},${endOfTime}]`,
      date: '1',
      display: 'full',
      sort: '[date_upd_DESC,id_DESC]',
      limit: `${page * perPage},${perPage}`,
    }
    const answer = await client.call({ method: 'GET', path: 'orders', query })
    const shown = contentOf(orders, answer).orders
    for (const candidate of shown) found.set(candidate.id, candidate)
    if (shown.length < perPage) break
  }
  if (found.size === 0) return { orders: [], next: { since } }
  const oldestFirst = [...found.values()].toReversed()
  const people = await readPeople(client, oldestFirst)
  const states = await readStates(client)
  const times = oldestFirst.map(({ date_upd }) => momentOf(date_upd, settings.timeZone).getTime())
  const remote = oldestFirst.map((from) => toRemoteOrder(from, { people, states, timeZone: settings.timeZone }))
  return { orders: remote, next: { since: new Date(Math.max(...times)).toISOString() } }
}

const address = z.object({
  id: z.string(),
  firstname: text,
  lastname: text,
  company: text,
  address1: text,
  address2: text,
  postcode: text,
  city: text,
  id_country: text,
  phone: text,
  phone_mobile: text,
})
const addresses = z.object({ addresses: thingsOf('address', address) })
const customers = z.object({
  customers: thingsOf('customer', z.object({ id: z.string(), firstname: text, lastname: text, email: text })),
})
const countries = z.object({ countries: thingsOf('country', z.object({ id: z.string(), iso_code: z.string() })) })

type People = Awaited<ReturnType<typeof readPeople>>

/** An order names its buyer and address by id only. */
async function readPeople(client: PrestaClient, found: readonly PrestaOrder[]) {
  const read = (path: string, filter: string) =>
    client.call({ method: 'GET', path, query: { 'filter[id]': filter, display: 'full' } })
  const each = (ids: readonly string[]): string[] => [...new Set(ids)]
  const places = await readFor(
    each(found.map((from) => from.id_address_delivery)),
    async (ids) => contentOf(addresses, await read('addresses', ids)).addresses,
  )
  const buyers = await readFor(
    each(found.map((from) => from.id_customer)),
    async (ids) => contentOf(customers, await read('customers', ids)).customers,
  )
  const lands = await readFor(
    each(places.map((place) => place.id_country)),
    async (ids) => contentOf(countries, await read('countries', ids)).countries,
  )
  return { places, buyers, lands }
}

type Known = { readonly people: People; readonly states: OrderStates; readonly timeZone: string }

function toRemoteOrder(from: PrestaOrder, { people, states, timeZone }: Known): RemoteOrder {
  const buyer = people.buyers.find(({ id }) => id === from.id_customer)
  const place = addressOf(from, people)
  return {
    externalId: from.id,
    state: states.kindOf(from.current_state),
    remoteState: states.find(from.current_state)?.name ?? from.current_state,
    isAwaitingDecision: false,
    placedAt: momentOf(from.date_add, timeZone),
    buyer: {
      externalId: from.id_customer,
      name: buyer ? `${buyer.firstname} ${buyer.lastname}`.trim() : place.name,
      email: buyer?.email || undefined,
    },
    address: place,
    lines: from.associations.order_rows.map((line) => ({
      externalId: line.id,
      remoteId: line.product_id,
      sku: line.product_reference || undefined,
      title: line.product_name,
      quantity: Number(line.product_quantity),
      unitPriceMinor: minorOf(line.unit_price_tax_incl),
    })),
    deliveryMinor: minorOf(from.total_shipping_tax_incl),
    note: [from.gift_message, from.note].filter(Boolean).join('\n'),
  }
}

function addressOf({ id_address_delivery }: PrestaOrder, { places, lands }: People): RemoteAddress {
  const place = places.find(({ id }) => id === id_address_delivery)
  return {
    name: place ? `${place.firstname} ${place.lastname}`.trim() || place.company : '',
    line1: place?.address1 ?? '',
    line2: place?.address2 ?? '',
    postalCode: place?.postcode ?? '',
    city: place?.city ?? '',
    country: lands.find(({ id }) => id === place?.id_country)?.iso_code ?? '',
    phone: place?.phone_mobile || place?.phone || '',
    isGuessed: false,
  }
}
