import type { AccountId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Measure, Status } from './measure.ts'
import type { Told } from './project.ts'

export type Assessed = {
  readonly status: Status
  readonly measures: readonly Measure[]
  readonly throttledAt: Date | null
}

/** One assessment of an account at a time. */
export async function lockStanding(tx: Tx, accountId: AccountId): Promise<void> {
  await sql`
    insert into standings (account_id, assessed_at, changed_at) values (${accountId}, ${tx.now()}, ${tx.now()})
    on conflict (account_id) do update set assessed_at = excluded.assessed_at`.execute(tx.db)
}

export async function saveAssessment(
  tx: Tx,
  accountId: AccountId,
  { status, measures, throttledAt }: Assessed,
): Promise<void> {
  await sql`
    update standings set status = ${status}, measures = ${JSON.stringify(measures)}::jsonb, throttled_at = ${throttledAt},
      changed_at = case when status <> ${status} then ${tx.now()} else changed_at end
    where account_id = ${accountId}`.execute(tx.db)
}

export async function saveTold(tx: Tx, accountId: AccountId, told: Told): Promise<void> {
  await sql`
    update standings set told = ${JSON.stringify(told)}::jsonb, told_at = ${tx.now()} where account_id = ${accountId}`.execute(
    tx.db,
  )
}

export async function saveMayThrottle(tx: Tx, accountId: AccountId, mayThrottle: boolean): Promise<void> {
  await tx.db.updateTable('standings').set({ mayThrottle }).where('accountId', '=', accountId).execute()
}
