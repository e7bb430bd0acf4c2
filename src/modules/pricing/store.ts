import type { VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { ChannelPriceRule } from './channel-price.ts'

export type NewPrice = { readonly variantId: VariantId; readonly priceMinor: number; readonly reason: string }

/** Writes prices and their history in one statement; answers the variants whose price really changed. */
export async function upsertListPrices(tx: Tx, prices: readonly NewPrice[]): Promise<VariantId[]> {
  const given = prices.map(({ variantId, priceMinor, reason }) => ({
    variant_id: variantId,
    price_minor: priceMinor,
    reason,
  }))
  const { rows } = await sql<{ variantId: VariantId }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r (variant_id uuid, price_minor integer, reason text)
    ), before as (
      select g.variant_id, g.price_minor, g.reason, lp.price_minor as previous_minor
      from given g left join list_prices lp on lp.variant_id = g.variant_id
    ), written as (
      insert into list_prices (variant_id, price_minor, set_at, set_by)
      select variant_id, price_minor, ${tx.now()}::timestamptz, ${tx.actor.id} from given order by variant_id
      on conflict (variant_id) do update set price_minor = excluded.price_minor, set_at = excluded.set_at, set_by = excluded.set_by
        where list_prices.price_minor <> excluded.price_minor
      returning variant_id
    ), recorded as (
      insert into price_changes (variant_id, previous_minor, price_minor, reason, changed_at, changed_by)
      select b.variant_id, b.previous_minor, b.price_minor, b.reason, ${tx.now()}::timestamptz, ${tx.actor.id}
      from before b join written w on w.variant_id = b.variant_id
    )
    select variant_id from written`.execute(tx.db)
  return rows.map(({ variantId }) => variantId)
}

export async function upsertChannelRule(tx: Tx, rule: ChannelPriceRule): Promise<void> {
  await sql`
    insert into channel_price_rules (channel, markup_basis_points, markup_minor, rounding, updated_at, updated_by)
    values (${rule.channel}, ${rule.markupBasisPoints}, ${rule.markupMinor}, ${rule.rounding}, ${tx.now()}, ${tx.actor.id})
    on conflict (channel) do update set markup_basis_points = excluded.markup_basis_points, markup_minor = excluded.markup_minor,
      rounding = excluded.rounding, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx.db)
}

export async function pricedVariants(tx: Tx): Promise<VariantId[]> {
  const { rows } = await sql<{ variantId: VariantId }>`select variant_id from list_prices order by variant_id`.execute(
    tx.db,
  )
  return rows.map(({ variantId }) => variantId)
}
