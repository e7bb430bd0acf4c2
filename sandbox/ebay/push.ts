import { sign } from 'node:crypto'
import { queueDelivery } from '#sandbox/deliveries'
import type { Delivery, Machine } from '#sandbox/machine'
import { drawId, findDestination, listSubscriptions, signingKey } from './notification-store.ts'
import { findOrderAnyTime } from './order-store.ts'
import { lineItemId } from './order-view.ts'
import { sellerId } from './seller.ts'

export const topics = ['ORDER_CONFIRMATION', 'MARKETPLACE_ACCOUNT_DELETION'] as const
export type Topic = (typeof topics)[number]

/** Ids only: whoever hears of an order reads it from the API. The push may well be faster than the API. */
export function pushOrder(machine: Machine, orderId: string): void {
  const order = findOrderAnyTime(machine, orderId)
  if (!order) return
  publish(machine, 'ORDER_CONFIRMATION', {
    user: { userId: 'TFHVhLbkQtu', username: sellerId },
    order: {
      orderId,
      orderLineItems: [
        { orderLineItemId: lineItemId(order), listingId: String(order.listing_id), quantity: order.quantity },
      ],
    },
  })
}

/** A member left eBay: whoever keeps their data must erase it. */
export const pushAccountDeletion = (machine: Machine, username: string): void =>
  publish(machine, 'MARKETPLACE_ACCOUNT_DELETION', { username, userId: `user-${username}`, eiasToken: 'n-a' })

function publish(machine: Machine, topic: Topic, data: unknown): void {
  for (const subscription of listSubscriptions(machine)) {
    if (subscription.topic !== topic || subscription.status !== 'ENABLED') continue
    const destination = findDestination(machine, subscription.destination_id)
    if (destination?.status !== 'ENABLED') continue
    const notificationId = `${drawId(machine)}_${drawId(machine)}`
    const at = machine.now().toISOString()
    const body = {
      metadata: { topic, schemaVersion: subscription.schema_version, deprecated: false },
      notification: { notificationId, eventDate: at, publishDate: at, publishAttemptCount: 1, data },
    }
    queueDelivery(machine, {
      vendor: 'ebay',
      url: destination.endpoint,
      topic,
      eventId: notificationId,
      body: JSON.stringify(body),
    })
  }
}

/** Base64 of JSON with the key's id and an ECDSA signature over the body. */
export function pushHeaders(machine: Machine, { body }: Delivery): Record<string, string> {
  const { kid, private_pem: key } = signingKey(machine)
  const signature = sign('sha1', Buffer.from(body), key).toString('base64')
  const header = JSON.stringify({ alg: 'ecdsa', kid, signature, digest: 'SHA1' })
  return { 'X-EBAY-SIGNATURE': Buffer.from(header).toString('base64') }
}
