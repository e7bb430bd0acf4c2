import type { Machine } from '#sandbox/machine'
import { nextStatuses } from './order-rules.ts'
import { type Order, orderItems } from './order-store.ts'
import { describeRelease, getRelease } from './release-store.ts'
import { discogsTime, money, seller, userRef } from './seller.ts'

/** Nine per cent of items and shipping: the rate of 2023; clients must ask and never assume it. */
export const feeMinor = (minor: number): number => Math.max(10, Math.round(minor * 0.09))

export const orderId = (number: number): string => `${seller.id}-${number}`

export function orderView(machine: Machine, order: Order, base: string) {
  const items = orderItems(machine, order.number)
  const totalMinor = items.reduce((sum, item) => sum + item.price_minor, 0) + order.shipping_minor
  const url = `${base}/marketplace/orders/${orderId(order.number)}`
  return {
    id: orderId(order.number),
    resource_url: url,
    messages_url: `${url}/messages`,
    uri: `${base}/sell/order/${orderId(order.number)}`,
    status: order.status,
    next_status: nextStatuses(order.status),
    fee: money(feeMinor(totalMinor)),
    created: discogsTime(new Date(order.created)),
    last_activity: discogsTime(new Date(order.last_activity)),
    items: items.map((item) => ({
      id: item.listing_id,
      release: {
        id: item.release_id,
        description: describeRelease(getRelease(machine, item.release_id)),
        resource_url: `${base}/releases/${item.release_id}`,
        thumbnail: '',
      },
      price: money(item.price_minor),
      media_condition: item.condition,
      sleeve_condition: item.sleeve_condition,
    })),
    shipping: { ...money(order.shipping_minor), method: order.shipping_method },
    shipping_address: order.shipping_address,
    additional_instructions: order.additional_instructions,
    archived: order.archived === 1,
    seller: userRef(base, seller.username, seller.id),
    buyer: userRef(base, order.buyer, buyerId(order.buyer)),
    total: money(totalMinor),
    ...(order.tracking === null ? {} : { tracking: JSON.parse(order.tracking) }),
  }
}

/** Stable per name, so that the same buyer is the same account in every order. */
const buyerId = (username: string): number =>
  [...username].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9_000_000, 7) + 1_000_000
