import type { VariantId } from '#kernel/ids'
import type { Medium } from '#modules/catalog'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { type ChannelPriceRule, channelPrice, plainRule, type Rounding } from './channel-price.ts'
import type { StartingPrices } from './starting-price.ts'

/** List prices in cents; a variant without a price is missing from the map and cannot be sold. */
export async function listPrices(cx: Cx, variantIds: readonly VariantId[]): Promise<Map<VariantId, number>> {
  if (variantIds.length === 0) return new Map()
  const { rows } = await sql<{ variantId: VariantId; priceMinor: number }>`
    select variant_id, price_minor from list_prices where variant_id = any(${variantIds}::uuid[])`.execute(cx.db)
  return new Map(rows.map(({ variantId, priceMinor }) => [variantId, priceMinor]))
}

/** The same prices as one channel shows them. The own shop shows list prices, always. */
export async function channelPrices(
  cx: Cx,
  channel: string,
  variantIds: readonly VariantId[],
): Promise<Map<VariantId, number>> {
  const rule = await getChannelRule(cx, channel)
  const prices = await listPrices(cx, variantIds)
  return new Map([...prices].map(([variantId, listMinor]) => [variantId, channelPrice(rule, listMinor)]))
}

async function getChannelRule(cx: Cx, channel: string): Promise<ChannelPriceRule> {
  const { rows } = await sql<{ channel: string; markupBasisPoints: number; markupMinor: number; rounding: Rounding }>`
    select channel, markup_basis_points, markup_minor, rounding from channel_price_rules where channel = ${channel}`.execute(
    cx.db,
  )
  return rows[0] ?? plainRule(channel)
}

export async function startingPrices(cx: Cx): Promise<StartingPrices> {
  const { rows } = await sql<{ medium: Medium; formatWord: string; priceMinor: number }>`
    select medium, format_word, price_minor from starting_prices`.execute(cx.db)
  const byMedium = Map.groupBy(rows, ({ medium }) => medium)
  return new Map(
    [...byMedium].map(([medium, of]) => [medium, new Map(of.map((row) => [row.formatWord, row.priceMinor]))]),
  )
}
