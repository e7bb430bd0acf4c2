import { sumMinor } from '#kernel/money'
import type { Basket, Because, Discount } from './basket.ts'
import type { Promotion } from './promotion.ts'
import { isBasketWide, isQuantityDeal, type Piece, piecesNeeded, takenOff } from './quantity-deals.ts'
import { isInScope } from './scope.ts'

/** What one promotion took off: per line, or off the delivery. */
export type Application = {
  readonly promotion: Promotion
  readonly byLine: readonly number[]
  readonly deliveryMinor: number
  readonly totalMinor: number
  /** Why nothing came of it. */
  readonly because: Because
  readonly missing?: number
}

/** First what is about pieces, then what is about the basket, then the delivery; within each the smaller priority first. */
const stageOf = ({ effect }: Promotion): number => (effect.kind === 'free-delivery' ? 2 : isBasketWide(effect) ? 1 : 0)
const inOrder = (a: Promotion, b: Promotion): number =>
  stageOf(a) - stageOf(b) || a.priority - b.priority || (a.id < b.id ? -1 : 1)

/** Applies these promotions one after the other, each to what the ones before left. */
export function applyTogether(basket: Basket, promotions: readonly Promotion[]): Application[] {
  let pieces = piecesOf(basket)
  return promotions.toSorted(inOrder).map((promotion) => {
    if (promotion.effect.kind === 'free-delivery') return freeDelivery(basket, promotion)
    const { application, left } = applyToPieces(basket, promotion, pieces)
    pieces = left
    return application
  })
}

const piecesOf = ({ lines }: Basket): Piece[] =>
  lines.flatMap((line, lineIndex) =>
    line.isVoucher
      ? []
      : Array.from({ length: line.quantity }, () => ({
          lineIndex,
          listMinor: line.listMinor,
          leftMinor: line.unitMinor,
          isInDeal: false,
        })),
  )

function applyToPieces(
  { lines }: Basket,
  promotion: Promotion,
  pieces: readonly Piece[],
): { application: Application; left: Piece[] } {
  const { scope, effect } = promotion
  const isDeal = isQuantityDeal(effect)
  const isMeant = ({ lineIndex, isInDeal }: Piece): boolean => {
    const line = lines[lineIndex]
    if (!line || (isDeal && isInDeal) || (scope.leavesOutOffers && line.unitMinor < line.listMinor)) return false
    return isInScope(scope, line)
  }
  const meant = pieces.filter(isMeant)
  const amounts = new Map(takenOff(effect, meant).map((amount, index) => [meant[index], amount]))
  const left = pieces.map((piece) => {
    const amount = amounts.get(piece) ?? 0
    return { ...piece, leftMinor: piece.leftMinor - amount, isInDeal: piece.isInDeal || (isDeal && amount > 0) }
  })
  const byLine = lines.map((_, index) =>
    sumMinor(meant.map((p) => (p.lineIndex === index ? (amounts.get(p) ?? 0) : 0))),
  )
  const missing = piecesNeeded(effect) - meant.length
  const totalMinor = sumMinor(byLine)
  const because =
    meant.length === 0 ? 'nothing-matches' : missing > 0 ? 'too-few-pieces' : totalMinor > 0 ? 'applied' : 'better-one'
  return {
    application: { promotion, byLine, deliveryMinor: 0, totalMinor, because, ...(missing > 0 && { missing }) },
    left,
  }
}

function freeDelivery({ lines, delivery }: Basket, promotion: Promotion): Application {
  const { effect } = promotion
  const none = { promotion, byLine: lines.map(() => 0), deliveryMinor: 0, totalMinor: 0 }
  if (effect.kind !== 'free-delivery') return { ...none, because: 'nothing-matches' }
  if (!delivery) return { ...none, because: 'no-delivery-yet' }
  const isMeant =
    (effect.methods.length === 0 || effect.methods.includes(delivery.method)) &&
    (effect.countries.length === 0 || effect.countries.includes(delivery.country))
  if (!isMeant) return { ...none, because: 'other-delivery' }
  const { priceMinor } = delivery
  return { ...none, deliveryMinor: priceMinor, totalMinor: priceMinor, because: 'applied' }
}

export const discountOf = ({ id, names, code }: Promotion, amountMinor: number): Discount => ({
  promotionId: id,
  names,
  code,
  amountMinor,
})
