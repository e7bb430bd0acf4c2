import { newId, type PaymentId } from '#kernel/ids'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { insertPayment } from './store.ts'

/**
 * Writes down that money is expected: `created` before a provider is asked, `awaited` for money that comes by itself,
 * `captured` for money already in the till.
 */
export const openPayment = (
  cx: MaybeTx,
  payment: { reference: string; provider: string; amountMinor: number; state: 'created' | 'awaited' | 'captured' },
): Promise<PaymentId> =>
  inTransaction(cx, async (tx) => {
    const id = newId<PaymentId>(tx.now())
    await insertPayment(tx, { id, ...payment })
    return id
  })
