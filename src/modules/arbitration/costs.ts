import type { Rival } from './rivals.ts'

/**
 * What losing a sale costs the seller, in points; only their order matters. A channel's name, or `<channel>.undecided`
 * while its vendor waits for our answer; `other` stands for channels not named.
 */
export type Costs = Readonly<Record<string, number>>

/**
 * eBay counts a cancelled sale as a defect, which can cost the seller's level; Discogs' "Item Unavailable" shows in the
 * feedback rules; Mirakl counts refusals after acceptance. In one's own shops an apology and the money back settle it.
 */
export const defaultCosts = {
  ebay: 100,
  discogs: 80,
  mirakl: 60,
  vinted: 50,
  leboncoin: 45,
  other: 40,
  'mirakl.undecided': 30,
  shopify: 22,
  woocommerce: 21,
  prestashop: 20,
  api: 15,
  shop: 10,
} as const satisfies Costs

export const costMax = 1000

/** More points for accounts that are near their vendor's limit; see modules/standing. */
export type Surcharges = ReadonlyMap<string, number>

export function costOf(rival: Rival, costs: Costs, surcharges: Surcharges = new Map()): number {
  const { channel, accountId, isUndecided } = rival
  const known: Costs = { ...defaultCosts, ...costs }
  const undecided = isUndecided ? (known[`${channel}.undecided`] ?? known['mirakl.undecided']) : undefined
  if (undecided !== undefined) return undecided
  return (known[channel] ?? known.other ?? 0) + (accountId === null ? 0 : (surcharges.get(accountId) ?? 0))
}
