import type { UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { sql } from '#platform/db'

export type SchemeDecision = {
  readonly unitId: UnitId
  readonly scheme: 'normal' | 'margin'
  readonly because: string
}

/**
 * Decides how one piece is taxed, with the reason (its supplier's invoice shows VAT, it came from a private person).
 * Refuses `tax.unit-not-found`, and `tax.already-sold`: a sale keeps the scheme it was made under.
 */
export const decideScheme = (cx: MaybeTx, { unitId, scheme, because }: SchemeDecision): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { rows } = await sql<{ isSold: boolean }>`
      select exists (select 1 from order_line_units l where l.unit_id = u.id and l.released_at is null) as is_sold
      from units u where u.id = ${unitId} for update`.execute(tx.db)
    const [unit] = rows
    if (!unit) refuse('tax.unit-not-found', { unitId })
    if (unit.isSold) refuse('tax.already-sold', { unitId })
    await sql`
      with decided as (update units set tax_scheme = ${scheme} where id = ${unitId})
      insert into unit_tax_decisions (unit_id, tax_scheme, because, at, actor)
      values (${unitId}, ${scheme}, ${because}, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
  })
