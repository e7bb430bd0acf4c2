import type { Cx, Tx } from '#platform/cx'
import type { ArbitrationSettings } from './settings-schema.ts'

export const findSettings = (cx: Cx): Promise<unknown> =>
  cx.db
    .selectFrom('arbitrationSettings')
    .select(['costs', 'askHours', 'afterAsking', 'voucherMinor'])
    .executeTakeFirst()

export async function saveSettings(tx: Tx, { costs, ...options }: ArbitrationSettings): Promise<void> {
  const row = { ...options, costs: JSON.stringify(costs), updatedAt: tx.now(), updatedBy: tx.actor.id }
  await tx.db
    .insertInto('arbitrationSettings')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
