import type { PaymentId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { paidFor } from './queries.ts'
import { openIncident } from './store-incidents.ts'

type Trouble = {
  readonly kind: 'payment-disputed' | 'refund-failed'
  readonly paymentId: PaymentId
  /** What happened once: the payment, or the part of it that should have gone back. */
  readonly of: string
  readonly amountMinor?: number
  readonly code?: string
}

/** Money only a person can set right: a refund the provider refuses, or a buyer who turns to the bank. */
export async function openPaymentIncident(tx: Tx, { kind, paymentId, of, ...trouble }: Trouble): Promise<void> {
  const paid = await paidFor(tx, paymentId)
  if (!paid) return
  const { orderId, buyer, provider } = paid
  await openIncident(tx, {
    kind,
    accountId: null,
    orderId,
    variantId: null,
    externalId: of,
    data: {
      buyer: buyer ?? '',
      provider,
      amountMinor: trouble.amountMinor ?? paid.amountMinor,
      reasons: trouble.code === undefined ? [] : [{ code: trouble.code, message: trouble.code }],
    },
  })
}
