import type { CartId, ProductId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getVariantFacts, mediaGrades, type VariantFacts } from '#modules/catalog'
import { type OfferedPrice, offeredPrices } from '#modules/promotions'
import { availability, cartHolder, type Availability as StockAvailability } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { cardsOf, stateOf, tagsOf } from './cards.ts'
import { rareMinorMin } from './queries.ts'
import { findNamesOfProduct } from './queries-names.ts'
import { type CopyRow, findCopyRows, findRelatedRows, type RelatedSection } from './queries-product.ts'
import { workTag } from './queries-tags.ts'
import type { CopyView, ItemCard, ProductPage } from './views.ts'

const relatedMax = 6

/**
 * A product with its copies, each with what stock says now. `sku` chooses the copy shown first, `cartId` tells what this buyer
 * holds. Sold copies are shown only when nothing else is left. Refuses `storefront.product-not-found`.
 */
export async function productPage(
  cx: Cx,
  slug: string,
  wish: { cartId?: CartId; sku?: string } = {},
): Promise<ProductPage> {
  const rows = await findCopyRows(cx, slug)
  const [first] = rows
  if (!first) refuse('storefront.product-not-found', { slug })
  const copies = (await viewsOf(cx, rows, wish.cartId)).toSorted(byWorth)
  const chosen = copies.find(({ facts }) => facts.sku === wish.sku) ?? copies[0]
  if (!chosen) refuse('storefront.product-not-found', { slug })
  const related = await relatedCards(cx, first.productId)
  return {
    product: chosen.facts.product,
    names: await findNamesOfProduct(cx, first.productId),
    isRare:
      first.isRare ||
      (chosen.facts.product.kind === 'record' &&
        chosen.facts.condition === 'used' &&
        chosen.priceMinor >= rareMinorMin),
    chosen,
    otherCopies: copies.filter((copy) => copy !== chosen && copy.availability !== 'sold'),
    otherPressings: related('pressing'),
    lots: related('lot'),
    members: related('member'),
    related: [...related('artist'), ...related('genre')].slice(0, relatedMax),
    tags: [...new Set([`product:${first.productId}`, workTag(chosen.facts.product), ...tagsOf(related('all'))])],
  }
}

async function viewsOf(cx: Cx, rows: readonly CopyRow[], cartId: CartId | undefined): Promise<CopyView[]> {
  const ids = rows.map(({ variantId }) => variantId)
  const facts = new Map((await getVariantFacts(cx, ids)).map((variant) => [variant.id, variant]))
  const stock = await availability(cx, ids, cartId ? { holder: cartHolder(cartId) } : {})
  const offers = await offeredPrices(cx, ids)
  return rows.flatMap((row) => {
    const variant = facts.get(row.variantId)
    const offer = offers.get(row.variantId) ?? null
    return variant ? [viewOf(row, variant, { stock: stock.get(row.variantId), offer })] : []
  })
}

type OfNow = { readonly stock: StockAvailability | undefined; readonly offer: OfferedPrice | null }

const viewOf = (row: CopyRow, facts: VariantFacts, { stock, offer }: OfNow): CopyView => ({
  variantId: row.variantId,
  facts,
  unitCode: row.unitCode,
  placeCode: row.placeCode,
  priceMinor: offer?.priceMinor ?? row.priceMinor,
  offer,
  availability: stateOf(stock),
  freeCount: stock?.freeCount ?? 0,
  yoursUntil: stock?.yoursUntil ?? null,
  heldUntil: stock?.heldUntil ?? null,
  gradedBy: row.gradedBy,
  gradedAt: row.gradedAt,
})

const availabilityOrder = ['free', 'held', 'sold']

/** Free before held before sold, then the better grade, then the lower price. */
const byWorth = (a: CopyView, b: CopyView): number =>
  availabilityOrder.indexOf(a.availability) - availabilityOrder.indexOf(b.availability) ||
  gradeOrder(a) - gradeOrder(b) ||
  a.priceMinor - b.priceMinor

const gradeOrder = ({ facts }: CopyView): number =>
  facts.mediaGrade === null ? mediaGrades.length : mediaGrades.indexOf(facts.mediaGrade)

async function relatedCards(cx: Cx, productId: ProductId): Promise<(section: RelatedSection | 'all') => ItemCard[]> {
  const rows = await findRelatedRows(cx, productId)
  const cards = new Map(
    (await cardsOf(cx, [...new Set(rows.map(({ variantId }) => variantId))])).map((card) => [card.variantId, card]),
  )
  return (section) =>
    rows
      .filter((row) => section === 'all' || row.section === section)
      .flatMap(({ variantId }) => cards.get(variantId) ?? [])
}
