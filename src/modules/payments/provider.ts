import type { PaymentId } from '#kernel/ids'
import type { Lang } from '#platform/i18n'

export type NewProviderPayment = {
  readonly paymentId: PaymentId
  readonly amountMinor: number
  readonly reference: string
  readonly lang: Lang
  /** Our payment page: where the provider sends the buyer back to, whatever happened there. */
  readonly returnUrl: string
}

/** How the buyer goes on: fields of the provider in our page, or the provider's own page. */
export type Handover =
  | { readonly kind: 'form'; readonly scriptUrl: string; readonly publicKey: string; readonly clientSecret: string }
  | { readonly kind: 'redirect'; readonly url: string }

/**
 * What the provider knows of a payment of ours. `open`: the buyer has not agreed yet; `acting`: the buyer is at the bank
 * right now; `approved`: the buyer has agreed and we may reserve; `processing`: the provider decides.
 */
export type ProviderPayment = {
  readonly providerPaymentId: string
  readonly state: 'open' | 'acting' | 'approved' | 'processing' | 'authorised' | 'captured' | 'cancelled' | 'refunded'
  /** Why the last try failed; the buyer may try again. */
  readonly declineCode?: string
  /** While the buyer can still act. */
  readonly handover?: Handover
}

/** One payment at its provider. */
export type ProviderReference = {
  readonly paymentId: PaymentId
  readonly providerPaymentId: string
  readonly amountMinor: number
}

export type RefundAnswer = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly code: string }

/** What a provider pushed, after its signature was found good. It only says "look at this payment". */
export type ProviderNotice = {
  readonly eventId: string
  readonly kind: string
  readonly providerPaymentId: string | undefined
  /** Ours, when the push names it instead. */
  readonly paymentId?: string | undefined
  readonly isDispute: boolean
}

/**
 * Somebody who takes money for us. Every call is idempotent by payment id: repeating it, also after a crash or from two
 * processes at once, moves the money once. An unreachable provider is an Outage; a decline is an answer.
 */
export type PaymentProvider = {
  readonly name: string
  /** Tells the provider of the payment; nothing is reserved before the buyer has agreed there. */
  create(request: NewProviderPayment): Promise<ProviderPayment>
  find(payment: ProviderReference): Promise<ProviderPayment>
  /** Reserves an `approved` payment; for providers where the buyer's agreement does not reserve by itself. */
  authorise(payment: ProviderReference): Promise<ProviderPayment>
  capture(payment: ProviderReference): Promise<void>
  /** Whatever of it is not captured: the buyer can no longer pay it, what is reserved is free again. */
  cancel(payment: ProviderReference): Promise<void>
  /** All that is still ours of it. */
  refund(payment: ProviderReference): Promise<RefundAnswer>
  /** `amountMinor` of it; idempotent by `refundId`. */
  refundPart(part: ProviderReference & { readonly refundId: string }): Promise<RefundAnswer>
  /** Undefined when the signature is not the provider's, or too old. */
  readNotice(push: { headers: Headers; body: string; now: Date }): Promise<ProviderNotice | undefined>
}

/** The shop's account there: keys from the office, or those of the stand-in. */
export type ProviderAccount = {
  readonly isLive: boolean
  readonly publicKey: string
  readonly secretKey: string
  readonly webhookSecret: string
  readonly webhookId: string
  readonly descriptor: string
}

export type PaymentConnector = {
  readonly name: string
  open(account: ProviderAccount): PaymentProvider
  /** Opens the stand-in where one runs; offered as long as the office has no account of its own. */
  readonly preset?: PaymentProvider
  /** Hosts that the buyer's page may load from, for its content policy. */
  readonly hosts: ProviderHosts
}

export type ProviderHosts = {
  readonly script: readonly string[]
  readonly frame: readonly string[]
  readonly connect: readonly string[]
  /** Where a form of ours may lead: the provider's own pages. */
  readonly form: readonly string[]
}

declare module '#platform/cx' {
  interface Outside {
    readonly paymentProviders: Readonly<Record<string, PaymentConnector>>
  }
}
