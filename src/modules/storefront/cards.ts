import type { ProductId, VariantId } from '#kernel/ids'
import { type OfferedPrice, type OfferFacts, offeredPrices, offerFacts } from '#modules/promotions'
import { availability, type Holder, type Availability as StockAvailability } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { type CardRow, findCardRows } from './queries.ts'
import type { Availability, ItemCard } from './views.ts'

/** Who makes many pages has the offers ready. */
export type Sources = { readonly offers: (cx: Cx) => Promise<OfferFacts> }
export const database: Sources = { offers: offerFacts }

/** Cards for these variants, in this order, with what stock says right now. */
export async function cardsOf(cx: Cx, variantIds: readonly VariantId[], sources = database): Promise<ItemCard[]> {
  if (variantIds.length === 0) return []
  const [rows, now] = await Promise.all([findCardRows(cx, variantIds), ofNow(cx, variantIds, { sources })])
  return rows.map((row) => cardFrom(row, now(row.variantId)))
}

/** What is true of a variant at this moment: is it there, and is its price reduced? */
export type OfNow = { readonly stock: StockAvailability | undefined; readonly offer: OfferedPrice | null }

export async function ofNow(
  cx: Cx,
  variantIds: readonly VariantId[],
  { holder, sources }: { readonly holder?: Holder; readonly sources: Sources },
): Promise<(id: VariantId) => OfNow> {
  const [stock, offers] = await Promise.all([
    availability(cx, variantIds, holder ? { holder } : {}),
    sources.offers(cx).then((known) => offeredPrices(cx, variantIds, known)),
  ])
  return (id) => ({ stock: stock.get(id), offer: offers.get(id) ?? null })
}

export const cardFrom = (row: CardRow, { stock, offer }: OfNow): ItemCard => ({
  ...row,
  priceMinor: offer?.priceMinor ?? row.priceMinor,
  offer,
  detail: detailOf(row),
  availability: stateOf(stock),
})

export function stateOf(stock: StockAvailability | undefined): Availability {
  if (!stock || stock.isSold) return 'sold'
  return stock.freeCount > 0 ? 'free' : 'held'
}

/** 'LP · CBS · 1987'; of several labels the first. */
export const detailOf = ({
  formatWord,
  format,
  label,
  year,
}: Pick<CardRow, 'formatWord' | 'format' | 'label' | 'year'>): string =>
  [formatWord || format, firstLabel(label), year].filter((part) => part !== '' && part !== null).join(' · ')

const firstLabel = (label: string): string => label.split(', ')[0] ?? label

export const tagsOf = (cards: readonly { readonly productId: ProductId }[]): string[] => [
  ...new Set(cards.map(({ productId }) => `product:${productId}`)),
]
