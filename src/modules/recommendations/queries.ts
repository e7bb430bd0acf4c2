import type { ProductId, VariantId } from '#kernel/ids'
import { cardsOf, type ItemCard } from '#modules/storefront'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { type Candidate, pickBest } from './pick.ts'
import { type Evidence, isReason, type Reason } from './reasons.ts'

export type Recommendation = { readonly item: ItemCard; readonly reason: Reason; readonly evidence: Evidence }

type Row = Omit<Candidate, 'reason'> & { readonly kind: string; readonly variantId: VariantId }

/** More than are shown: some will be in a cart. */
const candidatesTimes = 3

/** What goes with these products, that can be bought now, the best first; never one of them or another copy of the same work. */
export async function recommendationsFor(
  cx: Cx,
  productIds: readonly ProductId[],
  countMax: number,
): Promise<Recommendation[]> {
  if (productIds.length === 0) return []
  const rows = await findCandidates(cx, productIds)
  const reasoned = rows.flatMap(({ kind, ...row }) => (isReason(kind) ? [{ ...row, reason: kind }] : []))
  const picked = pickBest(reasoned, countMax * candidatesTimes)
  const variantOf = new Map(rows.map(({ productId, variantId }) => [productId, variantId]))
  const cards = await cardsOf(
    cx,
    picked.flatMap(({ productId }) => variantOf.get(productId) ?? []),
  )
  const cardOf = new Map(cards.map((card) => [card.productId, card]))
  return picked
    .flatMap(({ productId, reason, evidence }) => {
      const item = cardOf.get(productId)
      return item?.availability === 'free' ? [{ item, reason, evidence }] : []
    })
    .slice(0, countMax)
}

const candidatesMax = 400

/** Of each record the cheapest graded copy is shown. */
async function findCandidates(cx: Cx, productIds: readonly ProductId[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.other_product_id as product_id, p.artist, r.kind, r.score, r.evidence, shown.variant_id
    from recommendations r join products p on p.id = r.other_product_id
    cross join lateral (
      select s.variant_id from shelf_items s where s.product_id = p.id order by s.grade = 'ungraded', s.price_minor, s.variant_id limit 1
    ) as shown
    where r.product_id = any(${productIds}::uuid[]) and r.other_product_id <> all(${productIds}::uuid[])
      and not exists (select from products own where own.id = any(${productIds}::uuid[]) and work_key(own.artist, own.title) = work_key(p.artist, p.title))
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
