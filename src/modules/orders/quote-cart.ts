import type { CartId, VariantId } from '#kernel/ids'
import {
  type BasketLine,
  buyerFacts,
  isOffer,
  type OfferedPrice,
  offeredPrices,
  type PieceFacts,
  type Promotion,
  promotionsOfCart,
  type Quote,
  quoteBasket,
} from '#modules/promotions'
import type { Cx } from '#platform/cx'
import type { CartGift } from './store-gifts.ts'

/** A line of a cart as it is priced. `listMinor` is the list price of a piece. */
export type PriceableLine = PieceFacts & {
  readonly lineId: string
  readonly variantId: VariantId
  readonly quantity: number
}

export type QuoteWish = {
  readonly lines: readonly PriceableLine[]
  readonly gifts: readonly CartGift[]
  readonly promotions: readonly Promotion[]
  readonly delivery?: { readonly method: string; readonly country: string; readonly priceMinor: number } | undefined
  /** Whose groups, first order and uses count; without one these conditions are taken as met. */
  readonly email?: string | undefined
  readonly voucherMinor?: number | undefined
}

export type CartQuote = {
  readonly quote: Quote
  readonly offers: ReadonlyMap<VariantId, OfferedPrice>
  readonly codes: readonly string[]
}

export const cartPromotions = (cx: Cx, cartId: CartId): Promise<Promotion[]> => promotionsOfCart(cx, cartId)

/** What a cart costs now: offers first, then the one function that cart, checkout and order share. */
export async function quoteCart(cx: Cx, wish: QuoteWish): Promise<CartQuote> {
  const { lines, gifts, promotions, delivery, email, voucherMinor = 0 } = wish
  const variantIds = lines.map(({ variantId }) => variantId)
  const offers = await offeredPrices(cx, variantIds, { offers: promotions.filter(isOffer) })
  const codes = promotions.flatMap(({ code }) => code ?? [])
  const quote = quoteBasket({
    lines: [...lines.map((line) => priced(line, offers.get(line.variantId))), ...gifts.map(giftLine)],
    promotions,
    codes,
    buyer: email !== undefined && asksForBuyer(promotions) ? await buyerFacts(cx, email) : { groups: [] },
    delivery,
    voucherMinor,
    now: cx.now(),
  })
  return { quote, offers, codes }
}

const asksForBuyer = (promotions: readonly Promotion[]): boolean =>
  promotions.some(({ terms }) => terms.groups.length > 0 || terms.isFirstOrderOnly || terms.usesPerCustomerMax !== null)

const priced = (line: PriceableLine, offer: OfferedPrice | undefined): BasketLine => ({
  ...line,
  unitMinor: offer?.priceMinor ?? line.listMinor,
})

const giftLine = ({ giftId, amountMinor }: CartGift): BasketLine => ({
  lineId: giftId,
  productId: null,
  medium: 'other',
  condition: 'new',
  genres: [],
  tags: [],
  listMinor: amountMinor,
  unitMinor: amountMinor,
  quantity: 1,
  isVoucher: true,
})
