import { refuseDiscogs } from './refusal.ts'
import { type OrderStatus, oneOf, orderStatuses, trackingCarriers } from './vocabulary.ts'

const paidMoves: readonly OrderStatus[] = [
  'Payment Received',
  'In Progress',
  'Shipped',
  'Refund Sent',
  'Cancelled (Item Unavailable)',
  "Cancelled (Per Buyer's Request)",
]

/**
 * Where an order may go. Before payment the list is the vendor's own example (everything); the rest is our reading, as
 * the vendor publishes no table and computes `next_status` per order.
 */
const moves: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  'New Order': orderStatuses,
  'Buyer Contacted': orderStatuses,
  'Invoice Sent': orderStatuses,
  'Payment Pending': orderStatuses,
  'Payment Received': paidMoves,
  'In Progress': paidMoves,
  Shipped: ['Shipped', 'Refund Sent', "Cancelled (Per Buyer's Request)"],
  'Refund Sent': ['Refund Sent', 'Cancelled (Item Unavailable)', "Cancelled (Per Buyer's Request)"],
  'Cancelled (Non-Paying Buyer)': [],
  'Cancelled (Item Unavailable)': [],
  "Cancelled (Per Buyer's Request)": [],
}

export function nextStatuses(status: string): readonly OrderStatus[] {
  const known = oneOf(orderStatuses, status)
  return known === undefined ? [] : moves[known]
}

const shippingFrozen = (status: string): boolean =>
  status.startsWith('Cancelled') || status === 'Payment Received' || status === 'Shipped'

export type Tracking = { number: string; carrier?: string }
export type OrderEdit = { status?: OrderStatus; shippingMinor?: number; tracking?: Tracking }

/** Reads the body of "edit an order" against the order's present status. */
export function readOrderEdit(body: Readonly<Record<string, unknown>>, present: string): OrderEdit {
  const { status, shipping, tracking } = body
  if (status !== undefined && shipping !== undefined) {
    refuseDiscogs(422, 'Status and shipping may not both be set.')
  }
  if (status === undefined && shipping === undefined && tracking === undefined) {
    refuseDiscogs(422, 'Either status, shipping or tracking must be set.')
  }
  return {
    ...(status === undefined ? {} : { status: readNextStatus(status, present) }),
    ...(shipping === undefined ? {} : { shippingMinor: readShipping(shipping, present) }),
    ...(tracking === undefined ? {} : { tracking: readTracking(tracking) }),
  }
}

export function readNextStatus(status: unknown, present: string): OrderStatus {
  const allowed = nextStatuses(present)
  return oneOf(allowed, status) ?? refuseDiscogs(422, `Invalid status: expected one of ${allowed.join(', ')}.`)
}

function readShipping(shipping: unknown, present: string): number {
  if (shippingFrozen(present)) refuseDiscogs(422, `Shipping cannot be changed while the order is ${present}.`)
  if (typeof shipping !== 'number' || !(shipping >= 0)) return refuseDiscogs(422, 'Invalid shipping: expected float.')
  return Math.round(shipping * 100)
}

function readTracking(tracking: unknown): Tracking {
  if (tracking === null || typeof tracking !== 'object') return refuseDiscogs(422, 'Invalid tracking: expected object.')
  const { number, carrier }: { number?: unknown; carrier?: unknown } = tracking
  if (typeof number !== 'string' || number === '') return refuseDiscogs(422, 'Invalid tracking: number is required.')
  if (carrier === undefined) return { number }
  const known = oneOf(trackingCarriers, carrier)
  return known === undefined
    ? refuseDiscogs(422, `Invalid carrier: expected one of ${trackingCarriers.join(', ')}.`)
    : { number, carrier: known }
}
