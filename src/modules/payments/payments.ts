export type PaymentState = 'created' | 'authorised' | 'captured' | 'cancelled' | 'failed' | 'refunded' | 'awaited'

/**
 * The life of a payment, as data. `created` is written before the provider is asked; `awaited` is money that comes by
 * itself (a bank transfer, cash). A cancelled payment may be authorised by a provider that was slower than our decision:
 * it is then cancelled there too, which is what `due` is for.
 */
export const paymentMoves = {
  authorise: { from: ['created'], to: 'authorised' },
  capture: { from: ['created', 'authorised'], to: 'captured' },
  receive: { from: ['awaited'], to: 'captured' },
  fail: { from: ['created'], to: 'failed' },
  cancel: { from: ['created', 'authorised', 'awaited'], to: 'cancelled' },
  refund: { from: ['captured'], to: 'refunded' },
} as const satisfies Record<string, { from: readonly PaymentState[]; to: PaymentState }>

export type PaymentMove = keyof typeof paymentMoves
