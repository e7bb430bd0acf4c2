import type { CartId, Id, ProductId, VariantId } from '#kernel/ids'
import type { Lang } from '#platform/i18n'

export type WaitingEntryId = Id<'WaitingEntry'>

/** `offered`: the copy is kept for this person. `lapsed`: the time ran out, `closed`: the copy was sold to somebody else. */
export type WaitingState = 'waiting' | 'offered' | 'taken' | 'lapsed' | 'left' | 'closed'

export const entriesPerCartMax = 50

export type WaitingEntry = {
  readonly id: WaitingEntryId
  readonly variantId: VariantId
  readonly cartId: CartId | null
  readonly email: string
  readonly lang: Lang
  readonly token: string
  readonly state: WaitingState
  readonly joinedAt: Date
  readonly offerEndsAt: Date | null
  /** From 1; 0 once the person waits no more. */
  readonly place: number
}

/** A place in a line with what it is for, as pages and mails show it. */
export type WaitingView = WaitingEntry & {
  readonly productId: ProductId
  readonly sku: string
  readonly slug: string
  readonly title: string
  readonly artist: string
  readonly priceMinor: number | null
}

export const waitingHolder = (entryId: WaitingEntryId): `waiting:${string}` => `waiting:${entryId}`
