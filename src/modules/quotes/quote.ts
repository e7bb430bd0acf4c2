import type { Id, VariantId } from '#kernel/ids'
import type { Address, Buyer } from '#modules/customers'
import type { Lang } from '#platform/i18n'

export type QuoteId = Id<'Quote'>
export type QuoteState = 'requested' | 'sent' | 'accepted' | 'declined' | 'expired'
export const quoteStates = [
  'requested',
  'sent',
  'accepted',
  'declined',
  'expired',
] as const satisfies readonly QuoteState[]

/** The life of a quote, as data. A sent one may be priced anew until it is answered. */
export const quoteMoves = {
  price: { from: ['requested', 'sent', 'expired'], to: 'sent' },
  accept: { from: ['sent'], to: 'accepted' },
  decline: { from: ['requested', 'sent'], to: 'declined' },
  expire: { from: ['sent'], to: 'expired' },
} as const satisfies Record<string, { from: readonly QuoteState[]; to: QuoteState }>

export type QuoteMove = keyof typeof quoteMoves

export function canMove(state: QuoteState, move: QuoteMove): boolean {
  const from: readonly QuoteState[] = quoteMoves[move].from
  return from.includes(state)
}

export const quoteHolder = (quoteId: QuoteId) => `quote:${quoteId}` as const

export type PricedLine = { readonly variantId: VariantId; readonly quantity: number; readonly unitPriceMinor: number }

export type QuoteWish = {
  readonly company: string
  readonly buyer: Buyer & { readonly email: string }
  readonly lang: Lang
  readonly wish: string
  readonly wantedBy: string | null
  /** The pieces of the cart, at the prices it shows. */
  readonly lines: readonly PricedLine[]
}

export type QuoteOffer = {
  readonly lines: readonly PricedLine[]
  readonly validUntil: string
  readonly deliveryMinor: number
  readonly note: string
}

export type Acceptance = { readonly address: Address }
