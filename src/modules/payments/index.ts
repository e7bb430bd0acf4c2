export { jobs } from './jobs.ts'
export { movePayment, undoPayment } from './move-payment.ts'
export { openPayment } from './open-payment.ts'
export type { PaymentState } from './payments.ts'
export type {
  Authorisation,
  AuthorisationRequest,
  Card,
  PaymentProvider,
  ProviderPayment,
  ProviderReference,
} from './provider.ts'
export { findPayment, listPayments, type PaymentView } from './queries.ts'
export { verifyPayments } from './queries-verify.ts'
export { refundPart } from './refund-part.ts'
export { paymentsRefusals } from './refusals.ts'
export { getProvider, settleDuePayments, settlePayment } from './settle-payments.ts'
export { settleDueRefunds } from './settle-refunds.ts'
export { type NewPayment, openingPayment } from './store.ts'
