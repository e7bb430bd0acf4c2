import { allocateMinor, portionMinor, sumMinor } from '#kernel/money'
import type { Effect } from './promotion.ts'

/** A piece in a basket and what it still costs. */
export type Piece = {
  readonly lineIndex: number
  readonly listMinor: number
  readonly leftMinor: number
  readonly isInDeal: boolean
}

/** What an effect takes off each piece it is about, in their order. */
export function takenOff(effect: Effect, pieces: readonly Piece[]): number[] {
  if (effect.kind === 'percent') return pieces.map(({ leftMinor }) => portionMinor(leftMinor, effect.basisPoints))
  if (effect.kind === 'off-each') return pieces.map(({ leftMinor }) => Math.min(leftMinor, effect.amountMinor))
  if (effect.kind === 'percent-from') return percentFrom(effect, pieces)
  if (effect.kind === 'set-price') return perSet(pieces, effect.pieces, (set) => setPrice(set, effect.totalMinor))
  if (effect.kind === 'free-pieces') return perSet(pieces, effect.pieces, (set) => cheapestFree(set, effect.free))
  if (effect.kind === 'basket-percent') return ofBasket(pieces, portionMinor(sumOf(pieces), effect.basisPoints))
  if (effect.kind === 'basket-off') return ofBasket(pieces, Math.min(sumOf(pieces), effect.amountMinor))
  return pieces.map(() => 0)
}

/** How many pieces an effect needs before it does anything. */
export const piecesNeeded = (effect: Effect): number => ('pieces' in effect ? effect.pieces : 1)

export const isQuantityDeal = (effect: Effect): boolean => 'pieces' in effect
export const isBasketWide = ({ kind }: Effect): boolean => kind === 'basket-percent' || kind === 'basket-off'

const sumOf = (pieces: readonly Piece[]): number => sumMinor(pieces.map(({ leftMinor }) => leftMinor))

/** Shared out by price, to the cent. */
const ofBasket = (pieces: readonly Piece[], amountMinor: number): number[] =>
  allocateMinor(
    amountMinor,
    pieces.map(({ leftMinor }) => leftMinor),
  )

function percentFrom(
  { pieces: needed, basisPoints }: { pieces: number; basisPoints: number },
  pieces: readonly Piece[],
): number[] {
  if (pieces.length < needed) return pieces.map(() => 0)
  return pieces.map(({ leftMinor }) => portionMinor(leftMinor, basisPoints))
}

/** The dearest pieces make the first set, and so on: that is what is best for the buyer. Pieces without a full set pay their price. */
function perSet(pieces: readonly Piece[], size: number, off: (set: readonly Piece[]) => number[]): number[] {
  const order = pieces
    .map((_, index) => index)
    .toSorted((a, b) => (pieces[b]?.leftMinor ?? 0) - (pieces[a]?.leftMinor ?? 0))
  const taken = pieces.map(() => 0)
  for (let start = 0; start + size <= order.length; start += size) {
    const indexes = order.slice(start, start + size)
    const amounts = off(indexes.flatMap((index) => pieces[index] ?? []))
    for (const [place, index] of indexes.entries()) taken[index] = amounts[place] ?? 0
  }
  return taken
}

const setPrice = (set: readonly Piece[], totalMinor: number): number[] =>
  ofBasket(set, Math.max(0, sumOf(set) - totalMinor))

/** Sets come dearest first, so the free ones are the last. */
const cheapestFree = (set: readonly Piece[], free: number): number[] =>
  set.map(({ leftMinor }, index) => (index >= set.length - free ? leftMinor : 0))
