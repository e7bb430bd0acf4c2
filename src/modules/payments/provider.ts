import type { PaymentId } from '#kernel/ids'

/** Never stored and never logged; it goes from the request to the provider and nowhere else. */
export type Card = {
  readonly number: string
  readonly expMonth: number
  readonly expYear: number
  readonly cvc: string
}

export type AuthorisationRequest = {
  readonly paymentId: PaymentId
  readonly amountMinor: number
  readonly reference: string
  readonly card: Card
}

export type Authorisation =
  | { readonly kind: 'authorised'; readonly providerPaymentId: string }
  | { readonly kind: 'declined'; readonly code: string }

/** What the provider knows of a payment of ours. */
export type ProviderPayment = {
  readonly providerPaymentId: string
  readonly state: 'authorised' | 'captured' | 'cancelled' | 'declined' | 'refunded'
  readonly declineCode?: string
}

/** One payment at its provider. */
export type ProviderReference = {
  readonly paymentId: PaymentId
  readonly providerPaymentId: string
  readonly amountMinor: number
}

/**
 * Somebody who takes money for us. Every call is idempotent by payment id: repeating it, also after a crash or from two
 * processes at once, moves the money once. An unreachable provider is an Outage; a decline is an answer.
 */
export type PaymentProvider = {
  readonly name: string
  authorise(request: AuthorisationRequest): Promise<Authorisation>
  /** Undefined when the provider has never seen the payment. */
  find(paymentId: PaymentId): Promise<ProviderPayment | undefined>
  capture(payment: ProviderReference): Promise<void>
  cancel(payment: ProviderReference): Promise<void>
  /** All that is still ours of it. */
  refund(payment: ProviderReference): Promise<void>
  /** `amountMinor` of it; idempotent by `refundId`. */
  refundPart(part: ProviderReference & { readonly refundId: string }): Promise<void>
}

declare module '#platform/cx' {
  interface Outside {
    readonly paymentProviders: Readonly<Record<string, PaymentProvider>>
  }
}
