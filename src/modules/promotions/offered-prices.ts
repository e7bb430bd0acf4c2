import type { VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { bestOffer, type OfferPeriod, priceHistory } from './price-history.ts'
import { type Announcement, announcementOf, priorPrice } from './prior-price.ts'
import { isOffer, type Names, type Promotion } from './promotion.ts'
import { offerPeriods, type PricedPiece, piecesWithHistory, promotionsFor, promotionsToCome } from './queries.ts'
import type { PieceFacts } from './scope.ts'

/** The price everybody pays for a piece while an offer runs, and how it may be announced. */
export type OfferedPrice = {
  readonly priceMinor: number
  readonly listMinor: number
  readonly promotionId: string
  readonly names: Names
  /** The moment it really ends; null: until it is withdrawn. */
  readonly endsAt: Date | null
  readonly announcement: Announcement
}

/** Offers that run now. One read; mostly there are none, and then nothing else is asked. */
export const runningOffers = async (cx: Cx): Promise<Promotion[]> => (await promotionsFor(cx, [])).filter(isOffer)

/** What there is to know of offers, whatever the piece. */
export type OfferFacts = { readonly offers: readonly Promotion[]; readonly periods?: readonly OfferPeriod[] }

/** Offers that run now or will, and the past ones: for who keeps them for a while, as `offeredPrices` looks at the clock. */
export async function offerFacts(cx: Cx): Promise<OfferFacts> {
  const offers = (await promotionsToCome(cx)).filter(isOffer)
  return offers.length === 0 ? { offers } : { offers, periods: await offerPeriods(cx) }
}

const isRunning = ({ startsAt, endsAt }: Promotion, now: Date): boolean =>
  (startsAt === null || startsAt <= now) && (endsAt === null || endsAt > now)

/** Variants whose price is reduced for everybody; the others are missing from the map and cost their list price. */
export async function offeredPrices(
  cx: Cx,
  variantIds: readonly VariantId[],
  known?: OfferFacts,
): Promise<Map<VariantId, OfferedPrice>> {
  const running = (known?.offers ?? (await runningOffers(cx))).filter((offer) => isRunning(offer, cx.now()))
  if (running.length === 0 || variantIds.length === 0) return new Map()
  const pieces = (await piecesWithHistory(cx, variantIds)).filter((piece) => currentOffer(piece, running, cx.now()))
  if (pieces.length === 0) return new Map()
  const periods = known?.periods ?? (await offerPeriods(cx))
  return new Map(
    pieces.flatMap((piece) => {
      const offered = offeredPrice(piece, { running, periods, now: cx.now() })
      return offered ? [[piece.variantId, offered]] : []
    }),
  )
}

/** The best of the offers that run for a piece. */
export const currentOffer = (piece: PieceFacts, running: readonly Promotion[], now: Date) =>
  bestOffer(
    piece,
    running.map((promotion) => ({ ...promotion, from: promotion.startsAt ?? new Date(0), until: promotion.endsAt })),
    now,
  )

type Known = {
  readonly running: readonly Promotion[]
  readonly periods: readonly OfferPeriod[]
  readonly now: Date
}

function offeredPrice(piece: PricedPiece, { running, periods, now }: Known): OfferedPrice | undefined {
  const best = currentOffer(piece, running, now)
  if (!best) return undefined
  const { offer, priceMinor } = best
  const changes = piece.changes.map((change) => ({ priceMinor: change.priceMinor, at: new Date(change.at) }))
  const history = priceHistory(piece, changes, periods)
  return {
    priceMinor,
    listMinor: piece.listMinor,
    promotionId: offer.id,
    names: offer.names,
    endsAt: offer.endsAt,
    announcement: announcementOf(priceMinor, priorPrice(history, offer.campaign, now)),
  }
}
