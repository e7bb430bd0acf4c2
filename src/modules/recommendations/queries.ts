import type { ProductId, VariantId } from '#kernel/ids'
import { cardsOf, type ItemCard } from '#modules/storefront'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { type Candidate, pickBest } from './pick.ts'
import { type Evidence, isReason, type Reason } from './reasons.ts'

export type Recommendation = { readonly item: ItemCard; readonly reason: Reason; readonly evidence: Evidence }

type Row = Omit<Candidate, 'reason'> & { readonly kind: string; readonly variantId: VariantId }

const shownMax = 6
/** More than are shown: some will be in a cart. */
const candidatesTimes = 3

/** What goes with these products, that can be bought now, the best first; never one of them or another copy of the same work. */
export async function recommendationsFor(
  cx: Cx,
  productIds: readonly ProductId[],
  countMax = shownMax,
): Promise<Recommendation[]> {
  if (productIds.length === 0) return []
  const candidates = await recommendable(cx, { productIds }, countMax)
  const cards = await cardsOf(
    cx,
    candidates.map(({ variantId }) => variantId),
  )
  return firstFree(candidates, cards, countMax)
}

export type Recommendable = Pick<Candidate, 'reason' | 'evidence'> & { readonly variantId: VariantId }

/** The same before it is known what can be bought, for a page that asks this for all it shows at once; then `firstFree`. */
export async function recommendable(cx: Cx, own: Own, countMax = shownMax): Promise<Recommendable[]> {
  const rows = await findCandidates(cx, own)
  const reasoned = rows.flatMap(({ kind, ...row }) => (isReason(kind) ? [{ ...row, reason: kind }] : []))
  const variantOf = new Map(rows.map(({ productId, variantId }) => [productId, variantId]))
  return pickBest(reasoned, countMax * candidatesTimes).flatMap(({ productId, reason, evidence }) => {
    const variantId = variantOf.get(productId)
    return variantId ? [{ variantId, reason, evidence }] : []
  })
}

export function firstFree(
  candidates: readonly Recommendable[],
  cards: readonly ItemCard[],
  countMax = shownMax,
): Recommendation[] {
  const cardOf = new Map(cards.map((card) => [card.variantId, card]))
  return candidates
    .flatMap(({ variantId, reason, evidence }) => {
      const item = cardOf.get(variantId)
      return item?.availability === 'free' ? [{ item, reason, evidence }] : []
    })
    .slice(0, countMax)
}

/** Whose company is looked for: by id, or by the address of a product's page. */
type Own = { readonly productIds: readonly ProductId[] } | { readonly slug: string }

const candidatesMax = 400

/** Of each record the cheapest graded copy is shown. */
async function findCandidates(cx: Cx, of: Own): Promise<Row[]> {
  const isOwn = 'slug' in of ? sql`slug = ${of.slug}` : sql`id = any(${of.productIds}::uuid[])`
  const { rows } = await sql<Row>`
    with own as materialized (select id, work_key(artist, title) as work from products where ${isOwn})
    select r.other_product_id as product_id, p.artist, r.kind, r.score, r.evidence, shown.variant_id
    from own join recommendations r on r.product_id = own.id join products p on p.id = r.other_product_id
    cross join lateral (
      select s.variant_id from shelf_items s where s.product_id = p.id order by s.grade = 'ungraded', s.price_minor, s.variant_id limit 1
    ) as shown
    where not exists (select from own same where same.id = p.id or same.work = work_key(p.artist, p.title))
    order by r.score desc, r.other_product_id limit ${candidatesMax}`.execute(cx.db)
  return rows
}

export type ReasonCount = {
  readonly kind: string
  readonly products: number
  readonly pairs: number
  readonly computedAt: Date | null
}

/** For the office: how many products have suggestions, by reason. */
export async function recommendationCounts(cx: Cx): Promise<ReasonCount[]> {
  const { rows } = await sql<ReasonCount>`
    select kind, count(distinct product_id)::int as products, count(*)::int as pairs, max(computed_at) as computed_at
    from recommendations group by kind order by kind`.execute(cx.db)
  return rows
}
