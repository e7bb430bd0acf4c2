import { z } from 'zod'
import type { Id, ProductId } from '#kernel/ids'
import { mediaGrades } from '#modules/catalog'
import type { SearchFilters } from '#modules/storefront'

export type WishId = Id<'Wish'>
export type WishListId = Id<'WishList'>

export const wishKinds = ['product', 'artist', 'search'] as const
export type WishKind = (typeof wishKinds)[number]

/** `asked`: the address has yet to confirm, and gets no alert before it has. */
export type AlertState = 'off' | 'asked' | 'on' | 'stopped'

export const wishesPerListMax = 100
export const priceMaxMinorMax = 10_000_000
/** What comes meanwhile goes into the next mail. */
export const minutesBetweenMails = 10
export const copiesPerMailMax = 30

const filtersSchema = z.object({
  medium: z.enum(['vinyl', 'cd', 'cassette', 'other']).optional(),
  genre: z.array(z.string().max(100)).max(20).optional(),
  decade: z.int().min(1800).max(2200).optional(),
  grade: z.enum([...mediaGrades, 'ungraded']).optional(),
  priceMinMinor: z.int().min(0).max(100_000_000).optional(),
  priceMaxMinor: z.int().min(0).max(100_000_000).optional(),
  format: z.string().max(100).optional(),
  country: z.string().max(100).optional(),
  kind: z.enum(['record', 'lot', 'other']).optional(),
})
export const criteriaSchema = z.object({ text: z.string().trim().max(200), filters: filtersSchema })
export type Criteria = { readonly text: string; readonly filters: SearchFilters }

/** What somebody wants. A search carries its grade and price in its filters. */
export type Wanted =
  | { readonly kind: 'product'; readonly productId: ProductId; readonly isAnyPressing?: boolean | undefined }
  | { readonly kind: 'artist'; readonly slug: string }
  | { readonly kind: 'search'; readonly criteria: Criteria; readonly label: string }

export type Limits = { readonly gradeMin: string | null; readonly priceMaxMinor: number | null }
export const noLimits: Limits = { gradeMin: null, priceMaxMinor: null }

/** Best first, as a wish that asks for a grade counts them: new goods are better than any copy, what nobody graded is none. */
export const gradeOrder: readonly string[] = ['new', ...mediaGrades]

/** Equal searches have one key, whatever order their filters were chosen in. */
export function searchKey({ text, filters }: Criteria): string {
  const chosen = Object.entries(filters)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]): [string, unknown] => [name, Array.isArray(value) ? value.toSorted() : value])
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `search:${JSON.stringify([text.toLowerCase(), chosen])}`
}

export const isEverything = ({ text, filters }: Criteria): boolean =>
  text === '' && Object.values(filters).every((value) => value === undefined || (Array.isArray(value) && !value.length))

/** 128 random bits: nobody guesses a list or the key that stops its mails. */
export const newWishKey = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
