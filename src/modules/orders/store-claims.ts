import type { UnitId, VariantId } from '#kernel/ids'
import { claimingVariants, type Holder } from '#modules/stock'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { SaleFacts } from './orders.ts'
import { detailColumn, titleColumn } from './queries-cart.ts'

/** A variant as claimed for an order; without units it could not be had in full and nothing of it is held. */
export type ClaimedForSale = SaleFacts & { readonly unitIds: readonly UnitId[] }

/** Claims what an order wants and says what it is, in one round trip; one row for every variant, also for unknown ones. */
export async function claimForSale(
  tx: Tx,
  wants: readonly { variantId: VariantId; quantity: number }[],
  holder: Holder,
): Promise<ClaimedForSale[]> {
  if (wants.length === 0) return []
  // Left joins one after the other: each row of `wanted` looks up its own, whatever the planner thinks of the tables.
  const { rows } = await sql<ClaimedForSale>`
    with ${claimingVariants(tx, wants, { kind: 'order', holder, expiresAt: null })}
    select wanted.id as variant_id, ${titleColumn}, ${detailColumn}, l.price_minor, coalesce(p.kind = 'lot', false) as is_lot,
      array(select unit_id from claimed where claimed.variant_id = wanted.id and unit_id is not null) as unit_ids
    from unnest(${wants.map(({ variantId }) => variantId)}::uuid[]) as wanted (id)
    left join variants v on v.id = wanted.id
    left join products p on p.id = v.product_id
    left join list_prices l on l.variant_id = v.id`.execute(tx.db)
  return rows
}
