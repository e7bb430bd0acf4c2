import type { PaymentId } from '#kernel/ids'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { insertPayment, type NewPayment } from './store.ts'

/**
 * Writes down that money is expected: `created` before a provider is asked, `awaited` for money that comes by itself,
 * `captured` for money already in the till.
 */
export const openPayment = (cx: MaybeTx, payment: NewPayment): Promise<PaymentId> =>
  inTransaction(cx, (tx) => insertPayment(tx, payment))
