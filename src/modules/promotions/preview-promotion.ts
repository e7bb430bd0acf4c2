import type { VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import type { BasketLine, Quote } from './basket.ts'
import { currentOffer, runningOffers } from './offered-prices.ts'
import { priceHistory } from './price-history.ts'
import { announcementOf, priorPrice } from './prior-price.ts'
import { isOffer, normalCode, type Promotion } from './promotion.ts'
import { newestOnSale, offerPeriods, type PricedPiece, piecesWithHistory, promotionsFor } from './queries.ts'
import { quoteBasket } from './quote-basket.ts'
import type { PromotionWish } from './store.ts'

export type Tried = { readonly variantId: VariantId; readonly quantity: number }
export type Preview = {
  readonly savedMinor: number
  readonly quote: Quote
  /** For an offer: how its reductions may be announced. */
  readonly announcements: { readonly announcedCount: number; readonly silent: readonly Silent[] }
}
type Silent = {
  readonly variantId: VariantId
  readonly because: string
  readonly priceMinor: number
  readonly priorMinor: number | null
}

const samplesMax = 300
const silentMax = 10

/** What a promotion would do to a basket as if it ran already, next to everything that runs. Nothing is written. */
export async function previewPromotion(
  cx: Cx,
  wish: PromotionWish & { readonly id?: string | undefined },
  basket: readonly Tried[],
): Promise<Preview> {
  const tried = asRunning(wish)
  const code = wish.code === null || wish.code === '' ? [] : [normalCode(wish.code)]
  const others = (await promotionsFor(cx, [])).filter(({ id }) => id !== wish.id)
  const pieces = await piecesWithHistory(
    cx,
    basket.map(({ variantId }) => variantId),
  )
  const quoteWith = (promotions: readonly Promotion[]): Quote =>
    quoteBasket({
      lines: basket.flatMap((line) => linesOf(line, { pieces, promotions, now: cx.now() })),
      promotions,
      codes: code,
      buyer: { groups: tried.terms.groups },
      delivery: { method: 'relay', country: 'FR', priceMinor: 0 },
      now: cx.now(),
    })
  const quote = quoteWith([...others, tried])
  return {
    quote,
    savedMinor: quoteWith(others).totalMinor - quote.totalMinor,
    announcements: isOffer(tried) ? await announcementsOf(cx, tried) : { announcedCount: 0, silent: [] },
  }
}

const asRunning = (wish: PromotionWish & { readonly id?: string | undefined }): Promotion => ({
  ...wish,
  id: wish.id ?? 'preview',
  code: wish.code === null || wish.code === '' ? null : normalCode(wish.code),
  campaign: wish.campaign ?? wish.id ?? 'preview',
  state: 'active',
  startsAt: null,
  endsAt: null,
  usesCount: 0,
})

type Shelf = { readonly pieces: readonly PricedPiece[]; readonly promotions: readonly Promotion[]; readonly now: Date }

function linesOf({ variantId, quantity }: Tried, { pieces, promotions, now }: Shelf): BasketLine[] {
  const piece = pieces.find((one) => one.variantId === variantId)
  if (!piece) return []
  const offer = currentOffer(piece, promotions.filter(isOffer), now)
  return [{ ...piece, lineId: variantId, quantity, unitMinor: offer?.priceMinor ?? piece.listMinor }]
}

async function announcementsOf(cx: Cx, offer: Promotion): Promise<Preview['announcements']> {
  const pieces = await piecesWithHistory(cx, await newestOnSale(cx, samplesMax))
  const periods = await offerPeriods(cx)
  const others = (await runningOffers(cx)).filter(({ id }) => id !== offer.id)
  const judged = pieces.flatMap((piece) => {
    const best = currentOffer(piece, [...others, offer], cx.now())
    if (best?.offer.id !== offer.id) return []
    const changes = piece.changes.map((change) => ({ priceMinor: change.priceMinor, at: new Date(change.at) }))
    const prior = priorPrice(priceHistory(piece, changes, periods), offer.campaign, cx.now())
    return [
      { variantId: piece.variantId, priceMinor: best.priceMinor, announcement: announcementOf(best.priceMinor, prior) },
    ]
  })
  const silent = judged.flatMap(({ variantId, priceMinor, announcement }) =>
    announcement.kind === 'silent'
      ? [{ variantId, priceMinor, because: announcement.because, priorMinor: announcement.priorMinor }]
      : [],
  )
  return { announcedCount: judged.length - silent.length, silent: silent.slice(0, silentMax) }
}
