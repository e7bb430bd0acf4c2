import type { MaybeTx } from '#platform/cx'
import { lookAgainWhereDue } from './look-again.ts'
import { settleDuePayments } from './settle-payments.ts'
import { settleDueRefunds } from './settle-refunds.ts'

/** Tells the providers everything that is due: payments as a whole first, then parts, then a second look at what was cancelled. Harmless when repeated. */
export async function settleDue(cx: MaybeTx): Promise<void> {
  await settleDuePayments(cx)
  await settleDueRefunds(cx)
  await lookAgainWhereDue(cx)
}
