import type { CartId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getVariantFacts, mediaGrades, type VariantFacts } from '#modules/catalog'
import { cartHolder } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { cardFrom, database, type OfNow, ofNow, stateOf, tagsOf } from './cards.ts'
import { findCardRows, rareMinorMin } from './queries.ts'
import { type CopyRow, findCopyRows, findRelatedRows, type RelatedRow, type RelatedSection } from './queries-product.ts'
import { workTag } from './queries-tags.ts'
import type { CopyView, ItemCard, ProductPage } from './views.ts'

const relatedMax = 6

type ProductWish = {
  /** Tells what this buyer holds. */
  readonly cartId?: CartId
  /** Chooses the copy shown first. */
  readonly sku?: string
  /** Other variants that will stand on the page: their cards come along. */
  readonly beside?: readonly VariantId[]
}

/**
 * A product with its copies, each with what stock says now, and all that stands beside it; stock and offers are asked once for
 * everything. Sold copies are shown only when nothing else is left. Refuses `storefront.product-not-found`.
 */
export async function productPage(
  cx: Cx,
  slug: string,
  wish: ProductWish = {},
  sources = database,
): Promise<ProductPage> {
  const rows = await findCopyRows(cx, slug)
  const [first] = rows
  if (!first) refuse('storefront.product-not-found', { slug })
  const copyIds = rows.map(({ variantId }) => variantId)
  const [facts, relatedRows] = await Promise.all([getVariantFacts(cx, copyIds), findRelatedRows(cx, first.productId)])
  const beside = wish.beside ?? []
  const cardIds = [...new Set([...relatedRows.map(({ variantId }) => variantId), ...beside])]
  const [cardRows, now] = await Promise.all([
    findCardRows(cx, cardIds),
    ofNow(cx, [...copyIds, ...cardIds], { sources, ...(wish.cartId && { holder: cartHolder(wish.cartId) }) }),
  ])
  const cards = new Map(cardRows.map((row) => [row.variantId, cardFrom(row, now(row.variantId))]))
  const copies = viewsOf(rows, facts, now).toSorted(byWorth)
  const chosen = copies.find(({ facts }) => facts.sku === wish.sku) ?? copies[0]
  if (!chosen) refuse('storefront.product-not-found', { slug })
  const related = relatedCards(relatedRows, cards)
  return {
    product: chosen.facts.product,
    names: first.names,
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
    beside: beside.flatMap((id) => cards.get(id) ?? []),
    tags: [...new Set([`product:${first.productId}`, workTag(chosen.facts.product), ...tagsOf(related('all'))])],
  }
}

function viewsOf(rows: readonly CopyRow[], facts: readonly VariantFacts[], now: (id: VariantId) => OfNow): CopyView[] {
  const factsOf = new Map(facts.map((variant) => [variant.id, variant]))
  return rows.flatMap((row) => {
    const variant = factsOf.get(row.variantId)
    return variant ? [viewOf(row, variant, now(row.variantId))] : []
  })
}

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

const relatedCards =
  (rows: readonly RelatedRow[], cards: ReadonlyMap<VariantId, ItemCard>) =>
  (section: RelatedSection | 'all'): ItemCard[] =>
    rows
      .filter((row) => section === 'all' || row.section === section)
      .flatMap(({ variantId }) => cards.get(variantId) ?? [])
