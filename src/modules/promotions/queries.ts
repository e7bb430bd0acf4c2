import type { CartId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { OfferPeriod } from './price-history.ts'
import type { Effect, Promotion, Scope } from './promotion.ts'
import type { PieceFacts } from './scope.ts'

const columns = sql`p.id, jsonb_build_object('fr', p.name_fr, 'en', p.name_en) as names, p.code, p.campaign, p.effect, p.scope, p.terms, p.stacking,
  p.priority, p.state, p.starts_at, p.ends_at, p.uses_max, p.uses_count`

const runs = (cx: Cx) => sql`(p.code is null and p.state = 'active'
  and coalesce(p.starts_at, '-infinity') <= ${cx.now()} and coalesce(p.ends_at, 'infinity') > ${cx.now()})`

/** What may concern a basket: every promotion that runs by itself, and those whose code is entered, whatever their state. */
export async function promotionsFor(cx: Cx, codes: readonly string[]): Promise<Promotion[]> {
  const { rows } = await sql<Promotion>`
    select ${columns} from promotions p where ${runs(cx)} or p.code = any (${codes}::text[])
    order by p.priority, p.id limit 200`.execute(cx.db)
  return rows
}

/** Everything that runs by itself or will begin to. */
export async function promotionsToCome(cx: Cx): Promise<Promotion[]> {
  const { rows } = await sql<Promotion>`
    select ${columns} from promotions p
    where p.code is null and p.state = 'active' and coalesce(p.ends_at, 'infinity') > ${cx.now()}
    order by p.priority, p.id limit 200`.execute(cx.db)
  return rows
}

export type PromotionSummary = Promotion & {
  readonly version: number
  readonly usedMinor: number
  readonly ordersCount: number
}

const withUses = sql`${columns}, p.version,
  (select coalesce(sum(u.amount_minor), 0)::int from promotion_uses u where u.promotion_id = p.id and u.released_at is null) as used_minor,
  (select count(*)::int from promotion_uses u where u.promotion_id = p.id and u.released_at is null) as orders_count`

export async function listPromotions(cx: Cx): Promise<PromotionSummary[]> {
  const { rows } = await sql<PromotionSummary>`
    select ${withUses} from promotions p order by p.state = 'active' desc, coalesce(p.starts_at, p.created_at) desc, p.id limit 500`.execute(
    cx.db,
  )
  return rows
}

/** Refuses `promotion.not-found`. */
export async function getPromotion(cx: Cx, promotionId: string): Promise<PromotionSummary> {
  const { rows } =
    await sql<PromotionSummary>`select ${withUses} from promotions p where p.id = ${promotionId}`.execute(cx.db)
  const [promotion] = rows
  if (!promotion) refuse('promotion.not-found', { promotionId })
  return promotion
}

export type PromotionUse = {
  readonly orderId: string
  readonly number: string | null
  readonly amountMinor: number
  readonly usedAt: Date
  readonly releasedAt: Date | null
}

export async function listUses(cx: Cx, promotionId: string): Promise<PromotionUse[]> {
  const { rows } = await sql<PromotionUse>`
    select u.order_id, o.number, u.amount_minor, u.used_at, u.released_at
    from promotion_uses u left join orders o on o.id = u.order_id where u.promotion_id = ${promotionId} order by u.used_at desc limit 200`.execute(
    cx.db,
  )
  return rows
}

/** The same for a cart with the codes entered in it; a code whose promotion is gone is simply not there. */
export const promotionsOfCart = async (cx: Cx, cartId: CartId): Promise<Promotion[]> => {
  const { rows } = await sql<Promotion>`
    select ${columns} from promotions p where ${runs(cx)} or p.code in (select code from cart_codes where cart_id = ${cartId})
    order by p.priority, p.id limit 200`.execute(cx.db)
  return rows
}

/** What a buyer has used and belongs to, by the address the order is sent to. */
export async function buyerFacts(
  cx: Cx,
  email: string,
): Promise<{ groups: string[]; hasOrdered: boolean; usesOf: Record<string, number> }> {
  const { rows } = await sql<{ groups: string[]; hasOrdered: boolean; usesOf: Record<string, number> }>`
    select array(select group_code from customer_group_members where email = lower(${email})) as groups,
      exists (select 1 from customers c join orders o on o.customer_id = c.id
        where c.source = 'shop' and lower(c.email) = lower(${email}) and o.state <> 'cancelled') as has_ordered,
      coalesce((select jsonb_object_agg(promotion_id, uses) from (
        select promotion_id, count(*) as uses from promotion_uses where customer_key = lower(${email}) and released_at is null group by promotion_id) u), '{}') as uses_of`.execute(
    cx.db,
  )
  return rows[0] ?? { groups: [], hasOrdered: false, usesOf: {} }
}

/** What of a product promotions look at, as columns of `p` and `v`. */
export const pieceColumns = sql`p.id as product_id, p.medium, v.condition, p.genres,
  p.styles || case when jsonb_typeof(p.attributes -> 'tags') = 'array' then array(select jsonb_array_elements_text(p.attributes -> 'tags')) else '{}' end as tags`

export type PricedPiece = PieceFacts & {
  readonly variantId: VariantId
  readonly changes: readonly { priceMinor: number; at: string }[]
}

/** Facts and list prices of these variants, with every price they have had. */
export async function piecesWithHistory(cx: Cx, variantIds: readonly VariantId[]): Promise<PricedPiece[]> {
  const { rows } = await sql<PricedPiece>`
    select v.id as variant_id, ${pieceColumns}, l.price_minor as list_minor,
      coalesce((select jsonb_agg(jsonb_build_object('priceMinor', c.price_minor, 'at', c.changed_at) order by c.id) from price_changes c where c.variant_id = v.id), '[]') as changes
    from variants v join products p on p.id = v.product_id join list_prices l on l.variant_id = v.id
    where v.id = any (${variantIds}::uuid[])`.execute(cx.db)
  return rows
}

export async function newestOnSale(cx: Cx, itemsMax: number): Promise<VariantId[]> {
  const { rows } = await sql<{ variantId: VariantId }>`
    select variant_id from shelf_items order by created_at desc, variant_id limit ${itemsMax}`.execute(cx.db)
  return rows.map(({ variantId }) => variantId)
}

/** Older than this no offer matters to a reduction of today, unless it still runs. */
const historyDays = 400

export async function offerPeriods(cx: Cx): Promise<OfferPeriod[]> {
  const { rows } = await sql<{
    promotionId: string
    campaign: string
    effect: Effect
    scope: Scope
    fromAt: Date
    untilAt: Date | null
  }>`
    select promotion_id, campaign, effect, scope, from_at, until_at from promotion_periods
    where coalesce(until_at, 'infinity') > ${cx.now()}::timestamptz - make_interval(days => ${historyDays}) order by from_at limit 2000`.execute(
    cx.db,
  )
  return rows.map(({ fromAt, untilAt, ...row }) => ({ ...row, from: fromAt, until: untilAt }))
}
