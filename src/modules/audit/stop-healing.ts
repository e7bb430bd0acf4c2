import type { AccountId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { noteAccount } from '#modules/channels'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { endStop, insertStop, type NewStop, setNextTurn } from './store.ts'

/** Nothing more is healed on the account until a person says go; they are told on the account and on the today list. */
export async function stopHealing(tx: Tx, accountId: AccountId, stop: NewStop): Promise<void> {
  if (!(await insertStop(tx, accountId, stop))) return
  const message = `${stop.driftCount} / ${stop.comparedCount}`
  await noteAccount(tx, accountId, { error: { code: 'too-much-drift', message } })
}

/** A person has looked and says go. Refuses `audit.not-stopped`. */
export const resumeHealing = (cx: Cx, accountId: AccountId, reason: string): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await endStop(tx, accountId, reason))) refuse('audit.not-stopped', { accountId })
    await setNextTurn(tx, accountId, tx.now())
  })
