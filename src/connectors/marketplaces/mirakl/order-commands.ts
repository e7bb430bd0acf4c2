import type { Cancellation, CommandAnswer, Decision, Parcel, RemoteOrder } from '#modules/channels'
import { type MiraklAnswer, type MiraklClient, rejectionOf } from './client.ts'
import { findOrder, type MiraklLine, type MiraklOrder, stateOf } from './orders.ts'
import type { Session } from './publish.ts'
import type { MiraklSettings } from './settings.ts'

const done: CommandAnswer = { kind: 'done' }
const rejected = (code: string, message: string): CommandAnswer => ({ kind: 'rejected', reasons: [{ code, message }] })
const answered = (answer: MiraklAnswer): CommandAnswer =>
  answer.status < 300 ? done : { kind: 'rejected', reasons: [rejectionOf(answer)] }

/**
 * Accepts and refuses the lines of a waiting order, all in one call (OR21). Decided already, by a lost answer of ours or
 * by the operator's deadline, counts as done when the order is what the decision wanted.
 */
export async function decideOrder({ client }: Session, order: RemoteOrder, decision: Decision): Promise<CommandAnswer> {
  const present = await findOrder(client, order.externalId)
  if (!present) return rejected('mirakl.ORDER_NOT_FOUND', `Order ${order.externalId} not found`)
  if (present.order_state !== 'WAITING_ACCEPTANCE') return isDecided(present, decision)
  return answered(await accept(client, present, decision.acceptedLineIds))
}

const accept = (client: MiraklClient, order: MiraklOrder, acceptedIds: readonly string[]): Promise<MiraklAnswer> =>
  client.call({
    method: 'PUT',
    path: `${pathOf(order)}/accept`,
    json: {
      order_lines: order.order_lines.map(({ order_line_id: id }) => ({ id, accepted: acceptedIds.includes(id) })),
    },
  })

function isDecided(order: MiraklOrder, { acceptedLineIds }: Decision): CommandAnswer {
  const isAsWanted = order.order_lines.every(
    (line) => acceptedLineIds.includes(line.order_line_id) === (stateOf(line.order_line_state) !== 'cancelled'),
  )
  return isAsWanted ? done : rejected('mirakl.ORDER_INVALID_STATE', `The order is ${order.order_state} already`)
}

const pathOf = ({ order_id: id }: Pick<MiraklOrder, 'order_id'>): string => `/orders/${encodeURIComponent(id)}`

/**
 * Before the acceptance the lines are refused and the others accepted (OR21); after it the whole order is cancelled
 * (OR29) or single lines with the operator's own reason (OR30). Shipped orders can only be refunded: rejected.
 */
export async function cancelOrder(
  { client, settings }: Session,
  order: RemoteOrder,
  { reason, lineIds }: Cancellation,
): Promise<CommandAnswer> {
  const present = await findOrder(client, order.externalId)
  if (!present) return rejected('mirakl.ORDER_NOT_FOUND', `Order ${order.externalId} not found`)
  const alive = present.order_lines.filter((line) => stateOf(line.order_line_state) !== 'cancelled')
  const lost = alive.filter(({ order_line_id: id }) => lineIds.includes(id))
  if (lost.length === 0) return done
  if (present.order_state === 'WAITING_ACCEPTANCE') {
    const kept = alive.filter((line) => !lost.includes(line))
    return answered(
      await accept(
        client,
        present,
        kept.map(({ order_line_id: id }) => id),
      ),
    )
  }
  if (stateOf(present.order_state) === 'sent') return rejected('order-sent', 'A shipped order can only be refunded.')
  if (lost.length === alive.length)
    return answered(await client.call({ method: 'PUT', path: `${pathOf(present)}/cancel` }))
  const reasonCode = settings.cancelReasons[reason]
  if (reasonCode === undefined) return rejected('mirakl.no-reason', 'This marketplace gives shops no reason to cancel.')
  return answered(await cancelLines(client, present, { lost, reasonCode }))
}

const cancelLines = (
  client: MiraklClient,
  order: MiraklOrder,
  { lost, reasonCode }: { lost: readonly MiraklLine[]; reasonCode: string },
): Promise<MiraklAnswer> =>
  client.call({
    method: 'PUT',
    path: '/orders/cancel',
    json: {
      order_tax_mode: order.order_tax_mode,
      cancelations: lost.map((line) => ({
        order_line_id: line.order_line_id,
        amount: line.price,
        shipping_amount: line.shipping_price,
        quantity: line.quantity,
        reason_code: reasonCode,
        currency_iso_code: order.currency_iso_code,
        ...(line.taxes?.length ? { taxes: line.taxes } : {}),
        ...(line.shipping_taxes?.length ? { shipping_taxes: line.shipping_taxes } : {}),
      })),
    },
  })

/** The tracking first (OR23), because it cannot be told to a buyer after the parcel is said to be on its way (OR24). */
export async function shipOrder(
  { client, settings }: Session,
  order: RemoteOrder,
  parcel: Parcel,
): Promise<CommandAnswer> {
  const present = await findOrder(client, order.externalId)
  if (!present) return rejected('mirakl.ORDER_NOT_FOUND', `Order ${order.externalId} not found`)
  if (stateOf(present.order_state) === 'sent') return done
  const tracking = answered(
    await client.call({ method: 'PUT', path: `${pathOf(present)}/tracking`, json: trackingOf(parcel, settings) }),
  )
  if (tracking.kind !== 'done') return tracking
  return answered(await client.call({ method: 'PUT', path: `${pathOf(present)}/ship` }))
}

/** The words in which operators register the carriers we know by another name. */
const carrierWords: Readonly<Record<string, RegExp>> = {
  colissimo: /colissimo/i,
  'lettre-suivie': /lettre.?suivie|la ?poste/i,
  'la-poste': /la ?poste/i,
  'mondial-relay': /mondial.?relay/i,
  chronopost: /chronopost/i,
}

/** A registered carrier by its code; one without a number, or unknown to the operator, by its name and address. */
function trackingOf({ carrier, trackingNumber, trackingUrl }: Parcel, { carriers }: MiraklSettings) {
  const words = carrierWords[carrier] ?? new RegExp(carrier.replaceAll(/[^a-z0-9]+/gi, '.?'), 'i')
  const [label, code] = Object.entries(carriers).find(([name]) => words.test(name)) ?? []
  if (code !== undefined && trackingNumber !== undefined) return { carrier_code: code, tracking_number: trackingNumber }
  return {
    carrier_name: label ?? carrier,
    ...(trackingUrl === undefined ? {} : { carrier_url: trackingUrl }),
    ...(trackingNumber === undefined ? {} : { tracking_number: trackingNumber }),
  }
}
