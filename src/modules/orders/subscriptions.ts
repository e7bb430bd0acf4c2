import type { Subscriptions } from '#platform/outbox'
import { tellPaymentReturned } from './payment-returned.ts'

export const subscriptions: Subscriptions = { 'payment.returned': tellPaymentReturned }
