import type { AccountId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** Of these variants those the account shows nothing of and is not about to: new copies, for a throttled account. */
export async function unlistedVariants(
  cx: Cx,
  accountId: AccountId,
  variantIds: readonly VariantId[],
): Promise<ReadonlySet<VariantId>> {
  const { rows } = await sql<{ variantId: VariantId }>`
    select w.id as variant_id from unnest(${variantIds}::uuid[]) w (id)
    left join listings l on l.account_id = ${accountId} and l.variant_id = w.id
    where l.remote_id is null and l.creating_since is null`.execute(cx.db)
  return new Set(rows.map(({ variantId }) => variantId))
}
