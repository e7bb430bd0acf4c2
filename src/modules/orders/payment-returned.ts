import type { PaymentId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { mailPaymentReturned } from './mails.ts'
import { checkoutOfPayment } from './queries-checkout.ts'

/** The buyer paid for copies that were no longer held: said by mail as soon as the money is on its way back. */
export async function tellPaymentReturned(tx: Tx, { paymentId }: { paymentId: PaymentId }): Promise<void> {
  const checkout = await checkoutOfPayment(tx, paymentId)
  if (checkout?.state === 'abandoned') await mailPaymentReturned(tx, checkout.draft, paymentId)
}
