import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { OrdersCursor, RemoteAddress, RemoteOrder } from '#modules/channels'
import { bodyOf, system, type VintedClient } from './client.ts'

const id = z.union([z.string(), z.number().int()]).transform(String)
const amount = z
  .union([
    z.number(),
    z.string(),
    z.object({ amount: z.union([z.number(), z.string()]) }).transform(({ amount: of }) => of),
  ])
  .transform((value) => Math.round(Number(value) * 100))
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const address = z
  .looseObject({
    name: text,
    line1: text,
    line2: text,
    postal_code: text,
    city: text,
    country: text,
    phone_number: text,
  })
  .nullish()
const order = z.object({
  id,
  status: z.string(),
  created_at: z.string(),
  items: z.array(
    z.looseObject({
      item_id: z.string().optional(),
      id: z.string().optional(),
      item_reference: z.string().nullish(),
      title: text,
      price: amount,
    }),
  ),
  buyer: z.looseObject({ id: id.optional(), login: text }).nullish(),
  delivery_address: address,
})
const page = z.object({ orders: z.array(z.object({ id, status: z.string(), created_at: z.string() })).default([]) })
type Row = z.output<typeof page>['orders'][number]

const ordersPath = '/api/v1/orders'
const pagesMax = 40

/**
 * Where to read on: the last order before the oldest one that may still change, and the states of all since, because the
 * vendor lists orders by id only and has no filter on changes.
 */
const place = z.object({ after: z.string().optional(), known: z.record(z.string(), z.string()) })
type Place = z.output<typeof place>

const isOver = (status: string): boolean => /^(CANCEL|COMPLETED|DELIVERED|LOST|RETURN)/.test(status)

/** Lists the ids and states, and reads every order that is new or stands in another state than we saw. */
export async function ordersSince(client: VintedClient, { since }: OrdersCursor) {
  const from = readPlace(since)
  const rows = await listRows(client, from.after)
  const changed = rows.filter((row) => from.known[row.id] !== row.status)
  const orders: RemoteOrder[] = []
  for (const row of changed) {
    const found = await findOrder(client, row.id)
    if (found) orders.push(found)
  }
  return { orders, next: { since: JSON.stringify(nextPlace(from, rows)) } }
}

/** A new account begins with a date: then everything the vendor has is read once. */
function readPlace(since: string): Place {
  if (!since.startsWith('{')) return { known: {} }
  const parsed = place.safeParse(JSON.parse(since))
  return parsed.success ? parsed.data : { known: {} }
}

function nextPlace({ after }: Place, rows: readonly Row[]): Place {
  const firstOpen = rows.findIndex(({ status }) => !isOver(status))
  const passed = rows.slice(0, firstOpen < 0 ? rows.length : firstOpen)
  const last = passed.at(-1)?.id ?? after
  const known = Object.fromEntries(rows.slice(passed.length).map((row) => [row.id, row.status]))
  return { ...(last === undefined ? {} : { after: last }), known }
}

async function listRows(client: VintedClient, after: string | undefined): Promise<Row[]> {
  const rows = new Map<string, Row>()
  let last = after
  for (let number = 0; number < pagesMax; number += 1) {
    const query = last === undefined ? '' : `?${new URLSearchParams({ 'after-id': last })}`
    const { orders } = bodyOf(page, await client.call({ method: 'GET', path: `${ordersPath}${query}` }))
    const isNews = orders.some((row) => !rows.has(row.id))
    for (const row of orders) rows.set(row.id, row)
    last = orders.at(-1)?.id ?? last
    // The page size is not published: an empty page, or one that repeats the last, is the end.
    if (!isNews) return [...rows.values()]
  }
  throw new Outage(system, 'orders: more pages than expected')
}

/** Undefined while the vendor does not show it. */
export async function findOrder(client: VintedClient, orderId: string): Promise<RemoteOrder | undefined> {
  const answer = await client.call({ method: 'GET', path: `${ordersPath}/${encodeURIComponent(orderId)}` })
  return answer.status === 404 ? undefined : toRemoteOrder(bodyOf(order, answer))
}

function toRemoteOrder(from: z.output<typeof order>): RemoteOrder {
  const to = addressOf(from.delivery_address)
  const login = from.buyer?.login ?? ''
  return {
    externalId: from.id,
    state: stateOf(from.status),
    remoteState: from.status,
    isAwaitingDecision: false,
    placedAt: new Date(from.created_at),
    buyer: { externalId: from.buyer?.id ?? login, name: to.name || login, email: undefined },
    address: to,
    lines: from.items.map((line) => {
      const itemId = line.item_id ?? line.id
      return {
        externalId: itemId ?? line.title,
        remoteId: itemId,
        sku: line.item_reference ?? undefined,
        title: line.title,
        quantity: 1,
        unitPriceMinor: line.price,
      }
    }),
    // The buyer pays Vinted for the way; the label comes from there, too.
    deliveryMinor: 0,
    note: '',
  }
}

/** Paid when it is made. An unknown word counts as a sale: never sell twice. */
function stateOf(status: string): RemoteOrder['state'] {
  if (status.startsWith('CANCEL')) return 'cancelled'
  return /^(SHIPPED|DELIVERED|COMPLETED|LOST|RETURN)/.test(status) ? 'sent' : 'paid'
}

const addressOf = (told: z.output<typeof address>): RemoteAddress => ({
  name: told?.name ?? '',
  line1: told?.line1 ?? '',
  line2: told?.line2 ?? '',
  postalCode: told?.postal_code ?? '',
  city: told?.city ?? '',
  country: told?.country ?? '',
  phone: told?.phone_number ?? '',
  // The fields of an address could not be verified.
  isGuessed: true,
})
