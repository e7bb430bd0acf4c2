import type { Account, KnownLine, RemoteOrder } from '#modules/channels'
import type { RemoteSale } from '#modules/orders'
import { e164OrAsIs } from '#platform/phone'

/** A marketplace's order in the words of our orders. */
export const saleOf = (account: Account, order: RemoteOrder, lines: readonly KnownLine[]): RemoteSale => ({
  source: `channel:${account.id}`,
  externalId: order.externalId,
  placedAt: order.placedAt,
  isPaid: order.state === 'paid' || order.state === 'sent',
  ...deliveryOf(order),
  lines: lines.map(({ variantId, externalId, title, quantity, unitPriceMinor }) => ({
    variantId,
    externalLineId: externalId,
    title,
    quantity,
    unitPriceMinor,
  })),
  deliveryMinor: order.deliveryMinor,
})

export const deliveryOf = ({ buyer, address }: RemoteOrder): Pick<RemoteSale, 'buyer' | 'address'> => ({
  buyer: {
    externalId: buyer.externalId,
    name: buyer.name,
    email: buyer.email,
    phone: address.phone ? e164OrAsIs(address.phone, address.country) : undefined,
  },
  address: {
    name: address.name || buyer.name,
    line1: address.line1,
    line2: address.line2,
    postcode: address.postalCode,
    city: address.city,
    country: address.country,
  },
})
