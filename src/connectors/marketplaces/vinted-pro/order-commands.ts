import type { Cancellation, CommandAnswer, RemoteOrder } from '#modules/channels'
import { rejectionOf, type VintedClient } from './client.ts'
import { findOrder } from './orders.ts'

const reasonCharsMax = 100
const done: CommandAnswer = { kind: 'done' }

/**
 * Cancels the whole order with the message, cut to what Vinted takes; done later there. Vinted refunds the buyer and tells
 * them. Rejects a part with `partial-cancellation`. Cancelled already is done.
 */
export async function cancelOrder(
  client: VintedClient,
  order: RemoteOrder,
  { reason, lineIds, message }: Cancellation,
): Promise<CommandAnswer> {
  if (!order.lines.every(({ externalId }) => lineIds.includes(externalId)))
    return rejected('partial-cancellation', 'Vinted cancels whole orders.')
  const before = await findOrder(client, order.externalId)
  if (before?.state === 'cancelled') return done
  const answer = await client.call({
    method: 'POST',
    path: `/api/v1/orders/${encodeURIComponent(order.externalId)}/cancel`,
    json: { cancellation_reason_explanation: shortened(message || reason) },
  })
  if (answer.status < 300) return done
  const after = await findOrder(client, order.externalId)
  return after?.state === 'cancelled' ? done : rejected('order-step-refused', rejectionOf(answer).message)
}

/** Never in the middle of a character. */
export function shortened(text: string): string {
  const characters = [...text.trim()]
  return characters.length <= reasonCharsMax
    ? characters.join('')
    : `${characters.slice(0, reasonCharsMax - 1).join('')}…`
}

const rejected = (code: string, message: string): CommandAnswer => ({ kind: 'rejected', reasons: [{ code, message }] })
