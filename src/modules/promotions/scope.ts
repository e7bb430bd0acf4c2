import type { Scope } from './promotion.ts'

/** What a promotion may look at in a piece. */
export type PieceFacts = {
  readonly productId: string | null
  readonly medium: string
  readonly condition: string
  readonly genres: readonly string[]
  readonly tags: readonly string[]
  /** The list price, before offers. */
  readonly listMinor: number
}

const admits = (wanted: readonly string[], given: readonly (string | null)[]): boolean =>
  wanted.length === 0 || given.some((value) => value !== null && wanted.includes(value))

/** Whether a promotion is about this piece. */
export const isInScope = (scope: Scope, piece: PieceFacts): boolean =>
  admits(scope.media, [piece.medium]) &&
  admits(scope.conditions, [piece.condition]) &&
  admits(scope.genres, piece.genres) &&
  admits(scope.tags, piece.tags) &&
  admits(scope.productIds, [piece.productId]) &&
  piece.listMinor >= (scope.priceMinMinor ?? 0) &&
  piece.listMinor <= (scope.priceMaxMinor ?? Number.POSITIVE_INFINITY)
