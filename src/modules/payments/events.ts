import type { PaymentId } from '#kernel/ids'

declare module '#platform/outbox' {
  interface EventPayloads {
    /** Money that was reserved or taken has gone back in full. */
    'payment.returned': { paymentId: PaymentId; reference: string }
    /** The provider did not send money back; a person must. `refundId` names the part, when it is not the whole. */
    'payment.refund-failed': {
      paymentId: PaymentId
      reference: string
      amountMinor: number
      code: string
      refundId?: string
    }
    /** The buyer disputes the payment at the bank. */
    'payment.disputed': { paymentId: PaymentId; reference: string }
  }
}
