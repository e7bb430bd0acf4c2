import { z } from 'zod'
import type { Cancellation, CancelReason, CommandAnswer, Parcel, RemoteOrder } from '#modules/channels'
import { type DiscogsAnswer, type DiscogsClient, parse, rejectionOf } from './client.ts'

const standing = z.object({ status: z.string() })

/** The vendor's own words (developers page, read 2026-09). "Non-Paying Buyer" is never ours to say: nobody asked us to. */
const statusOf: Readonly<Record<CancelReason, string>> = {
  'out-of-stock': 'Cancelled (Item Unavailable)',
  undeliverable: 'Cancelled (Item Unavailable)',
  'buyer-asked': "Cancelled (Per Buyer's Request)",
}

/** The vendor's list of carriers; everything else is "Other". */
const carrierOf: Readonly<Record<string, string>> = {
  colissimo: 'La Poste',
  'lettre-suivie': 'La Poste',
  'la-poste': 'La Poste',
  dhl: 'DHL',
  ups: 'UPS',
  usps: 'USPS',
  'royal-mail': 'Royal Mail',
  postnl: 'PostNL',
  'deutsche-post': 'Deutsche Post',
}

const done: CommandAnswer = { kind: 'done' }

/**
 * Cancels the whole order and tells the buyer in the same request, so that neither happens without the other. Discogs knows
 * no part of an order: rejects with `partial-cancellation`. An order that is cancelled already is done.
 */
export async function cancelOrder(
  client: DiscogsClient,
  order: RemoteOrder,
  { reason, lineIds, message }: Cancellation,
): Promise<CommandAnswer> {
  if (!order.lines.every(({ externalId }) => lineIds.includes(externalId)))
    return rejected('partial-cancellation', 'Discogs only cancels whole orders.')
  const present = await presentStatus(client, order)
  if (typeof present !== 'string') return present
  if (present.startsWith('Cancelled')) return done
  const status = statusOf[reason]
  return answered(
    message === ''
      ? await post(client, orderPath(order), { status })
      : await post(client, `${orderPath(order)}/messages`, { status, message }),
  )
}

/** Marks the order as shipped with its tracking, then gives the buyer the address to follow it. Shipped already is done. */
export async function shipOrder(client: DiscogsClient, order: RemoteOrder, parcel: Parcel): Promise<CommandAnswer> {
  const present = await presentStatus(client, order)
  if (typeof present !== 'string') return present
  if (present === 'Shipped') return done
  const { carrier, trackingNumber, trackingUrl } = parcel
  const tracking = trackingNumber && { number: trackingNumber, carrier: carrierOf[carrier] ?? 'Other' }
  const answer = answered(
    await post(client, orderPath(order), { status: 'Shipped', ...(tracking ? { tracking } : {}) }),
  )
  // Lost on the way, the message is not repeated: the tracking stands on the order.
  if (answer.kind === 'done' && trackingUrl)
    await post(client, `${orderPath(order)}/messages`, { message: [trackingNumber, trackingUrl].join('\n') })
  return answer
}

const orderPath = ({ externalId }: RemoteOrder): string => `/marketplace/orders/${encodeURIComponent(externalId)}`

/** Commands are repeated after a lost answer, and neither a status nor a message may be given twice: look first. */
async function presentStatus(client: DiscogsClient, order: RemoteOrder): Promise<string | CommandAnswer> {
  const answer = await client.call({ method: 'GET', path: orderPath(order) })
  return answer.status < 300 ? parse(standing, answer.body).status : answered(answer)
}

const post = (client: DiscogsClient, path: string, body: unknown): Promise<DiscogsAnswer> =>
  client.call({ method: 'POST', path, body: JSON.stringify(body) })

const answered = (answer: DiscogsAnswer): CommandAnswer =>
  answer.status < 300 ? done : rejected('order-step-refused', rejectionOf(answer).message)

const rejected = (code: string, message: string): CommandAnswer => ({ kind: 'rejected', reasons: [{ code, message }] })
