import type { Authorization } from './authorization-store.ts'
import { refuseTestcard } from './refusal.ts'

/**
 * Each move repeated on an authorization that already made it changes nothing and answers the same; a move that
 * contradicts the present state is a 409.
 */
export const moves = { capture, cancel, refund } as const
export type Move = keyof typeof moves

function capture(present: Authorization, amount: number | undefined): Authorization {
  const wanted = amount ?? present.amount
  if (present.status === 'captured' && present.captured_amount === wanted) return present
  if (present.status !== 'authorized') return refuseMove('capture', present)
  if (wanted > present.amount) return refuseTestcard(422, 'amount_too_large', 'cannot capture more than was authorized')
  return { ...present, status: 'captured', captured_amount: wanted }
}

function cancel(present: Authorization): Authorization {
  if (present.status === 'canceled') return present
  if (present.status !== 'authorized') return refuseMove('cancel', present)
  return { ...present, status: 'canceled' }
}

/** Without an amount the whole remainder goes back, and doing so twice is harmless. */
function refund(present: Authorization, amount: number | undefined): Authorization {
  if (present.status === 'refunded' && amount === undefined) return present
  const isRefundable = present.status === 'captured' || present.status === 'partially_refunded'
  if (!isRefundable) return refuseMove('refund', present)
  const left = present.captured_amount - present.refunded_amount
  const wanted = amount ?? left
  if (wanted > left) return refuseTestcard(422, 'amount_too_large', `only ${left} can still be refunded`)
  return {
    ...present,
    refunded_amount: present.refunded_amount + wanted,
    status: wanted === left ? 'refunded' : 'partially_refunded',
  }
}

const refuseMove = (move: Move, { status }: Authorization): never =>
  refuseTestcard(409, 'illegal_move', `cannot ${move} an authorization that is ${status}`)
