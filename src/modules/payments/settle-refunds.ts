import { Outage } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { getProvider } from './settle-payments.ts'
import { type DueRefund, listDueRefunds, recordRefund } from './store-refunds.ts'

const refundsPerRunMax = 50

/** Sends back what is due in part, oldest first, and says how many. Harmless when repeated or run by several processes. */
export async function settleDueRefunds(cx: MaybeTx): Promise<number> {
  const providers = Object.keys(cx.outside.paymentProviders ?? {})
  const refunds = await listDueRefunds(cx, { providers, refundsMax: refundsPerRunMax })
  for (const refund of refunds) await settleOrWait(cx, refund)
  return refunds.length
}

async function settleOrWait(cx: MaybeTx, refund: DueRefund): Promise<void> {
  try {
    const { id: refundId, paymentId, providerPaymentId, amountMinor } = refund
    await getProvider(cx, refund.provider).refundPart({ refundId, paymentId, providerPaymentId, amountMinor })
    await inTransaction(cx, (tx) => recordRefund(tx, refund))
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error, refundId: refund.id }, 'refund not settled yet')
  }
}
