import './events.ts'

export { getProvider, offeredProviders } from './accounts.ts'
export { atProvider, providerRequests } from './ask-provider.ts'
export { jobs } from './jobs.ts'
export { lookAgain } from './look-again.ts'
export { movePayment, undoPayment } from './move-payment.ts'
export { openPayment } from './open-payment.ts'
export type { PaymentState } from './payments.ts'
export type {
  Handover,
  NewProviderPayment,
  PaymentConnector,
  PaymentProvider,
  ProviderAccount,
  ProviderNotice,
  ProviderPayment,
  ProviderReference,
  RefundAnswer,
} from './provider.ts'
export { findPayment, listPayments, type PaymentView } from './queries.ts'
export { verifyPayments } from './queries-verify.ts'
export { receiveNotice } from './receive-notice.ts'
export { refundPart } from './refund-part.ts'
export { paymentsRefusals } from './refusals.ts'
export { routes } from './routes.ts'
export { settleDue } from './settle-due.ts'
export { settlePayment } from './settle-payments.ts'
export { type NewPayment, openingPayment } from './store.ts'
