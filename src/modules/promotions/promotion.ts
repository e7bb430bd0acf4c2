import { z } from 'zod'

/** `off-each`: from every matching piece. Quantity deals count matching pieces; `set-price` is "3 for 20 €", `free-pieces` "2 + 1 free". */
export const effectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), basisPoints: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('off-each'), amountMinor: z.int().min(1).max(10_000_000) }),
  z.object({
    kind: z.literal('percent-from'),
    pieces: z.int().min(2).max(100),
    basisPoints: z.int().min(1).max(10_000),
  }),
  z.object({
    kind: z.literal('set-price'),
    pieces: z.int().min(2).max(50),
    totalMinor: z.int().min(1).max(10_000_000),
  }),
  z.object({ kind: z.literal('free-pieces'), pieces: z.int().min(2).max(50), free: z.int().min(1).max(49) }),
  z.object({ kind: z.literal('basket-percent'), basisPoints: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('basket-off'), amountMinor: z.int().min(1).max(10_000_000) }),
  z.object({
    kind: z.literal('free-delivery'),
    methods: z.array(z.string().max(40)).max(20).describe('Empty: every method'),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .max(60)
      .describe('Empty: everywhere we deliver'),
  }),
])
export type Effect = z.output<typeof effectSchema>

const words = z.array(z.string().max(80)).max(100).default([])
/** Which pieces it is about; an empty list means any. */
export const scopeSchema = z.object({
  media: z.array(z.enum(['vinyl', 'cd', 'cassette', 'other'])).default([]),
  conditions: z.array(z.enum(['new', 'used'])).default([]),
  genres: words,
  tags: words.describe('A style of the product, or an entry of its attribute "tags"'),
  productIds: z.array(z.uuid()).max(2000).default([]),
  priceMinMinor: z.int().min(0).nullable().default(null),
  priceMaxMinor: z.int().min(0).nullable().default(null),
  leavesOutOffers: z.boolean().default(false).describe('Not for pieces whose price is reduced already'),
})
export type Scope = z.output<typeof scopeSchema>

export const termsSchema = z.object({
  basketMinMinor: z.int().min(0).default(0),
  groups: z.array(z.string().max(40)).max(50).default([]),
  isFirstOrderOnly: z.boolean().default(false),
  usesPerCustomerMax: z.int().min(1).nullable().default(null),
})
export type Terms = z.output<typeof termsSchema>

export const stackings = ['exclusive', 'stackable', 'best'] as const
export type Stacking = (typeof stackings)[number]
export type PromotionState = 'draft' | 'active' | 'paused'

export type Names = { readonly fr: string; readonly en: string }

/** Other languages than French read the English name. */
export const nameIn = (lang: string, names: Names): string => (lang === 'fr' ? names.fr : names.en)

export type Promotion = {
  readonly id: string
  readonly names: Names
  readonly code: string | null
  readonly campaign: string
  readonly effect: Effect
  readonly scope: Scope
  readonly terms: Terms
  readonly stacking: Stacking
  /** Smaller comes first. */
  readonly priority: number
  readonly state: PromotionState
  readonly startsAt: Date | null
  readonly endsAt: Date | null
  readonly usesMax: number | null
  readonly usesCount: number
}

/**
 * An offer is a lower price for everybody: nothing to enter, nobody left out, no limit. Only offers change the price of a
 * piece, are announced on its page and count in the price history.
 */
export const isOffer = ({
  code,
  effect,
  terms,
  usesMax,
}: Pick<Promotion, 'code' | 'effect' | 'terms' | 'usesMax'>): boolean =>
  code === null &&
  usesMax === null &&
  (effect.kind === 'percent' || effect.kind === 'off-each') &&
  terms.groups.length === 0 &&
  terms.basketMinMinor === 0 &&
  !terms.isFirstOrderOnly &&
  terms.usesPerCustomerMax === null

export const normalCode = (text: string): string => text.trim().toUpperCase().replaceAll(/\s+/g, '')

export type Phase = 'draft' | 'paused' | 'scheduled' | 'running' | 'ended' | 'used-up'

export function phaseAt(now: Date, { state, startsAt, endsAt, usesMax, usesCount }: Promotion): Phase {
  if (state !== 'active') return state
  if (endsAt && endsAt <= now) return 'ended'
  if (startsAt && startsAt > now) return 'scheduled'
  return usesMax !== null && usesCount >= usesMax ? 'used-up' : 'running'
}
