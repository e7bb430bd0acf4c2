import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { insertDecision, lockUnit, type SchemeDecision } from './store.ts'

/**
 * Decides how one piece is taxed, with the reason (its supplier's invoice shows VAT, it came from a private person).
 * Normal tax may be chosen for every piece (297 C CGI), the margin scheme for used ones only. Refuses `tax.unit-not-found`,
 * `tax.margin-is-for-used`, and `tax.already-sold`: a sale keeps the scheme it was made under.
 */
export const decideScheme = (cx: MaybeTx, { unitId, scheme, because }: SchemeDecision): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const unit = await lockUnit(tx, unitId)
    if (!unit) refuse('tax.unit-not-found', { unitId })
    if (unit.isSold) refuse('tax.already-sold', { unitId })
    if (scheme === 'margin' && unit.condition === 'new') refuse('tax.margin-is-for-used', { unitId })
    await insertDecision(tx, { unitId, scheme, because })
  })
