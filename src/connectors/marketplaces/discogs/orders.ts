import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { OrdersCursor, RemoteAddress, RemoteOrder } from '#modules/channels'
import { type DiscogsClient, parse, rejectionOf } from './client.ts'

const money = z.object({ value: z.number() })
const order = z.object({
  id: z.string(),
  status: z.string(),
  created: z.string(),
  last_activity: z.string(),
  items: z.array(z.object({ id: z.number(), release: z.object({ description: z.string() }), price: money })),
  shipping: money,
  shipping_address: z.string().nullable().default(''),
  additional_instructions: z.string().nullish(),
  buyer: z.object({ id: z.number(), username: z.string() }),
})
type DiscogsOrder = z.output<typeof order>
const page = z.object({ pagination: z.object({ pages: z.number() }), orders: z.array(order) })

const perPage = 50
const pagesMax = 20
const overlapMs = 60_000

/** There is no filter on changes, only a sort: read the latest activity first until what the cursor already covers. */
export async function ordersSince(client: DiscogsClient, { since }: OrdersCursor) {
  const from = Date.parse(since) - overlapMs
  const found = new Map<string, DiscogsOrder>()
  for (let number = 1; number <= pagesMax; number += 1) {
    const { pagination, orders } = await readPage(client, number)
    const fresh = orders.filter((candidate) => Date.parse(candidate.last_activity) >= from)
    for (const candidate of fresh) found.set(candidate.id, candidate)
    if (fresh.length < orders.length || number >= pagination.pages) break
  }
  const oldestFirst = [...found.values()].toSorted((a, b) => Date.parse(a.last_activity) - Date.parse(b.last_activity))
  const last = oldestFirst.at(-1)
  return {
    orders: oldestFirst.map(toRemoteOrder),
    next: { since: last ? new Date(last.last_activity).toISOString() : since },
  }
}

async function readPage(client: DiscogsClient, number: number) {
  const query = new URLSearchParams({
    sort: 'last_activity',
    sort_order: 'desc',
    per_page: String(perPage),
    page: String(number),
  })
  const answer = await client.call({ method: 'GET', path: `/marketplace/orders?${query}` })
  if (answer.status >= 300) throw new Outage('discogs', `orders: ${rejectionOf(answer).message}`)
  return parse(page, answer.body)
}

const toRemoteOrder = (from: DiscogsOrder): RemoteOrder => {
  const address = readAddress(from.shipping_address ?? '')
  return {
    externalId: from.id,
    state: stateOf(from.status),
    remoteState: from.status,
    isAwaitingDecision: false,
    placedAt: new Date(from.created),
    buyer: { externalId: String(from.buyer.id), name: address.name || from.buyer.username, email: undefined },
    address,
    lines: from.items.map((item) => ({
      externalId: String(item.id),
      remoteId: String(item.id),
      sku: undefined,
      title: item.release.description,
      quantity: 1,
      unitPriceMinor: Math.round(item.price.value * 100),
    })),
    deliveryMinor: Math.round(from.shipping.value * 100),
    note: from.additional_instructions ?? '',
  }
}

/** "New Order" already reserves the copy, before any payment. An unknown word counts as a sale: never sell twice. */
function stateOf(status: string): RemoteOrder['state'] {
  if (status.startsWith('Cancelled') || status === 'Merged') return 'cancelled'
  if (status === 'Shipped') return 'sent'
  return ['Payment Received', 'In Progress', 'Refund Sent'].includes(status) ? 'paid' : 'placed'
}

const countries: Readonly<Record<string, string>> = {
  france: 'FR',
  belgium: 'BE',
  belgique: 'BE',
  luxembourg: 'LU',
  germany: 'DE',
  spain: 'ES',
  italy: 'IT',
  netherlands: 'NL',
  'the netherlands': 'NL',
  portugal: 'PT',
  austria: 'AT',
  ireland: 'IE',
  switzerland: 'CH',
  'united kingdom': 'GB',
  'united states': 'US',
  japan: 'JP',
  canada: 'CA',
}

/** Discogs gives one block of text: name, street lines, postcode and town, country, then labelled extras. A guess. */
export function readAddress(block: string): RemoteAddress {
  const lines = block.split(/\r?\n/).map((line) => line.trim())
  const end = lines.indexOf('')
  const postal = (end < 0 ? lines : lines.slice(0, end)).filter(Boolean)
  const country = countries[(postal.at(-1) ?? '').toLowerCase()]
  const rest = postal.slice(1, country ? -1 : undefined)
  const townAt = rest.findLastIndex((line) => /\d{4,5}/.test(line))
  const town = /(?:[A-Z]{1,2}-)?(\d{4,5})[\s,]+(.+)|(.+?)[\s,]+(\d{4,5})/.exec(rest[townAt] ?? '')
  const streets = rest.filter((_, index) => index !== townAt)
  return {
    name: postal[0] ?? '',
    line1: streets[0] ?? '',
    line2: streets.slice(1).join(', '),
    postalCode: town?.[1] ?? town?.[4] ?? '',
    city: town?.[2] ?? town?.[3] ?? '',
    country: country ?? '',
    phone: /^(?:Phone|Tel)[^:]*:\s*(.+)$/im.exec(block)?.[1]?.trim() ?? '',
    isGuessed: true,
  }
}
