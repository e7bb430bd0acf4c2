import type { ProductId, VariantId } from '#kernel/ids'
import { offeredPrices } from '#modules/promotions'
import { availability, type Availability as StockAvailability } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { type CardRow, findCardRows } from './queries.ts'
import type { Availability, ItemCard } from './views.ts'

/** Cards for these variants, in this order, with what stock says right now. */
export async function cardsOf(cx: Cx, variantIds: readonly VariantId[]): Promise<ItemCard[]> {
  const rows = await findCardRows(cx, variantIds)
  const ids = rows.map(({ variantId }) => variantId)
  const stock = await availability(cx, ids)
  const offers = await offeredPrices(cx, ids)
  return rows.map((row) => {
    const offer = offers.get(row.variantId) ?? null
    const priceMinor = offer?.priceMinor ?? row.priceMinor
    return { ...row, priceMinor, offer, detail: detailOf(row), availability: stateOf(stock.get(row.variantId)) }
  })
}

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
