import type { Machine } from '#sandbox/machine'
import { marketplaceId } from './access.ts'
import { fulfillmentStatus, fulfillmentsOf, type Order, paymentStatus, totalMinor } from './order-store.ts'
import { euros, itemLocation, sellerId } from './seller.ts'

const day = 86_400_000
const handlingDays = 3
const deliveryDays = 7
/** About what eBay keeps; the real figure comes with each order and must be read from it. */
const feeShare = 0.0935

export const lineItemId = ({ number }: Order): string => String(10_050_000_000 + number)

export function orderView(machine: Machine, order: Order, base: string) {
  const total = totalMinor(order)
  return {
    orderId: order.id,
    creationDate: order.created_at,
    lastModifiedDate: order.modified_at,
    orderFulfillmentStatus: fulfillmentStatus(order),
    orderPaymentStatus: paymentStatus(order),
    sellerId,
    salesRecordReference: String(order.number),
    buyer: buyerView(order),
    ...(order.buyer.note === '' ? {} : { buyerCheckoutNotes: order.buyer.note }),
    cancelStatus: cancelStatus(order),
    ebayCollectAndRemitTax: false,
    pricingSummary: {
      priceSubtotal: euros(order.price_minor * order.quantity),
      deliveryCost: euros(order.delivery_minor),
      total: euros(total),
    },
    paymentSummary: paymentSummary(order, total),
    fulfillmentStartInstructions: [startInstruction(order)],
    fulfillmentHrefs: fulfillmentsOf(machine, order.number).map(
      ({ id }) => `${base}/sell/fulfillment/v1/order/${order.id}/shipping_fulfillment/${id}`,
    ),
    lineItems: [lineItem(order)],
    totalFeeBasisAmount: euros(total),
    totalMarketplaceFee: euros(Math.round(total * feeShare)),
  }
}

const contact = ({ buyer }: Order) => ({
  fullName: buyer.name,
  contactAddress: { addressLine1: buyer.street, city: buyer.city, postalCode: buyer.postalCode, countryCode: 'FR' },
  primaryPhone: { phoneNumber: buyer.phone },
  email: `${buyer.username}@members.ebay.com`,
})

const buyerView = (order: Order) => ({
  username: order.buyer.username,
  taxAddress: { city: order.buyer.city, postalCode: order.buyer.postalCode, countryCode: 'FR' },
  buyerRegistrationAddress: contact(order),
})

/** The id under which a buyer's wish to cancel is approved. */
export const cancelRequestId = ({ number }: Order): string => String(5_900_000_000 + number)

function cancelStatus(order: Order) {
  const { cancellation, requested_at: requestedAt } = order
  if (!cancellation && requestedAt === null) return { cancelState: 'NONE_REQUESTED', cancelRequests: [] }
  if (!cancellation) {
    const wish = {
      cancelRequestId: cancelRequestId(order),
      cancelInitiator: 'BUYER',
      cancelReason: 'BUYER_ASKED_CANCEL',
      cancelRequestedDate: requestedAt ?? '',
      cancelRequestState: 'REQUESTED',
    }
    return { cancelState: 'IN_PROGRESS', cancelRequests: [wish] }
  }
  const request = {
    cancelRequestId: String(cancellation.id),
    cancelInitiator: 'SELLER',
    cancelReason: cancellation.reason,
    cancelRequestedDate: cancellation.at,
    cancelCompletedDate: cancellation.at,
    cancelRequestState: 'COMPLETED',
  }
  return { cancelState: 'CANCELED', cancelledDate: cancellation.at, cancelRequests: [request] }
}

const paymentSummary = (order: Order, total: number) => ({
  totalDueSeller: euros(total - Math.round(total * feeShare) - order.refunded_minor),
  payments: [
    {
      paymentMethod: 'EBAY',
      paymentReferenceId: String(7_000_000_000 + order.number),
      paymentDate: order.created_at,
      amount: euros(total),
      paymentStatus: 'PAID',
    },
  ],
  refunds: order.refunds.map(({ id, minor, at }) => ({
    refundId: id,
    refundReferenceId: id,
    refundDate: at,
    amount: euros(minor),
    refundStatus: 'REFUNDED',
  })),
})

const deliveryDate = (order: Order, days: number): string =>
  new Date(Date.parse(order.created_at) + days * day).toISOString()

const startInstruction = (order: Order) => ({
  fulfillmentInstructionsType: 'SHIP_TO',
  ebaySupportedFulfillment: false,
  minEstimatedDeliveryDate: deliveryDate(order, handlingDays + 1),
  maxEstimatedDeliveryDate: deliveryDate(order, deliveryDays),
  shippingStep: { shipTo: contact(order), shippingCarrierCode: 'LaPoste', shippingServiceCode: 'FR_LettreSuivie' },
})

const lineItem = (order: Order) => ({
  lineItemId: lineItemId(order),
  legacyItemId: String(order.listing_id),
  sku: order.sku,
  title: order.title,
  quantity: order.quantity,
  soldFormat: 'FIXED_PRICE',
  listingMarketplaceId: marketplaceId,
  purchaseMarketplaceId: marketplaceId,
  lineItemFulfillmentStatus: fulfillmentStatus(order),
  lineItemCost: euros(order.price_minor * order.quantity),
  deliveryCost: { shippingCost: euros(order.delivery_minor) },
  total: euros(totalMinor(order)),
  appliedPromotions: [],
  taxes: [],
  properties: { buyerProtection: true },
  itemLocation,
  lineItemFulfillmentInstructions: {
    minEstimatedDeliveryDate: deliveryDate(order, handlingDays + 1),
    maxEstimatedDeliveryDate: deliveryDate(order, deliveryDays),
    shipByDate: deliveryDate(order, handlingDays),
    guaranteedDelivery: false,
  },
})
