import { Outage } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { getProvider } from './accounts.ts'
import { type DueRefund, failRefund, listDueRefunds, recordRefund } from './store-refunds.ts'

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
    const { id: refundId, paymentId, providerPaymentId, amountMinor, reference } = refund
    const provider = await getProvider(cx, refund.provider)
    const answer = await provider.refundPart({ refundId, paymentId, providerPaymentId, amountMinor })
    await inTransaction(cx, async (tx) => {
      if (answer.kind === 'done') return recordRefund(tx, refund)
      if (await failRefund(tx, refund, answer.code))
        await emit(tx, {
          type: 'payment.refund-failed',
          payload: { paymentId, refundId, reference, amountMinor, code: answer.code },
        })
    })
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error, refundId: refund.id }, 'refund not settled yet')
  }
}
