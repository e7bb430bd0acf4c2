import { verifyListings } from '#modules/channels'
import { verifyOrders } from '#modules/orders'
import { verifyPayments } from '#modules/payments'
import { type Fault, verifyStock } from '#modules/stock'
import { verifyShelf } from '#modules/storefront'
import { verifyVouchers } from '#modules/vouchers'
import type { Cx } from '#platform/cx'

/** Every part that can check itself against its own records. */
const parts = [
  {
    name: 'stock',
    covers: 'places against movements, one live claim per copy, claims against their events',
    verify: verifyStock,
  },
  {
    name: 'orders',
    covers: 'totals, sold copies against claims, states against events, paid orders against payments',
    verify: verifyOrders,
  },
  { name: 'vouchers', covers: 'balances against ledgers, ledgers against orders', verify: verifyVouchers },
  { name: 'payments', covers: 'sums and states against events', verify: verifyPayments },
  { name: 'channels', covers: 'no sold copy on sale on a marketplace', verify: verifyListings },
  { name: 'storefront', covers: 'what lists show against what is on sale', verify: verifyShelf },
] as const

export type Verdict = { readonly name: string; readonly covers: string; readonly faults: readonly Fault[] }

/** Recomputes everything that can be recomputed and answers what disagrees. Reads only. */
export async function verifyEverything(cx: Cx): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { name, covers, verify } of parts) verdicts.push({ name, covers, faults: await verify(cx) })
  return verdicts
}
