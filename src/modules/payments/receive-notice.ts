import { isId, type PaymentId, toId } from '#kernel/ids'
import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { getProvider } from './accounts.ts'
import type { ProviderNotice } from './provider.ts'
import { findPayment, type PaymentView, paymentAtProvider } from './queries.ts'
import { insertNotice } from './store.ts'

export type Push = { readonly provider: string; readonly headers: Headers; readonly body: string }
export type Reception = { readonly isBelieved: boolean; readonly paymentId?: PaymentId | undefined }

/**
 * A provider's push: its signature is checked, the event is recorded once, and the payment it speaks of is named so that
 * the caller can look at it. Duplicates and old news are harmless: nothing in the push is believed but its address.
 */
export async function receiveNotice(cx: MaybeTx, { provider: name, headers, body }: Push): Promise<Reception> {
  const provider = await getProvider(cx, name)
  const notice = await provider.readNotice({ headers, body, now: cx.now() })
  if (!notice) return { isBelieved: false }
  return inTransaction(cx, async (tx) => {
    const payment = await paymentOf(tx, name, notice)
    const paymentId = payment?.id
    const isNew = await insertNotice(tx, { provider: name, eventId: notice.eventId, kind: notice.kind, paymentId })
    if (isNew && payment && notice.isDispute)
      await emit(tx, { type: 'payment.disputed', payload: { paymentId: payment.id, reference: payment.reference } })
    return { isBelieved: true, paymentId }
  })
}

async function paymentOf(
  cx: Cx,
  provider: string,
  { paymentId, providerPaymentId }: ProviderNotice,
): Promise<PaymentView | undefined> {
  const found = paymentId !== undefined && isId(paymentId) && (await findPayment(cx, toId(paymentId)))
  if (found && found.provider === provider) return found
  return providerPaymentId === undefined ? undefined : paymentAtProvider(cx, provider, providerPaymentId)
}
