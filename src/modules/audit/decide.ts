import type { AccountId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getAccount, noteRemote } from '#modules/channels'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { type Decision, type DriftId, decisionsOf, type HandEdits } from './drift.ts'
import { findListingOf } from './queries.ts'
import { changeDrift, lockDrift, saveDecision, saveSettings, setNextTurn } from './store.ts'

export type DriftDecision = {
  readonly decision: Decision
  /** Which variant an unknown listing is of. */
  readonly variantId?: VariantId | undefined
  readonly reason: string
}

/**
 * A person decides: `ours` makes the vendor show what we want, `end` ends this listing there, `adopt` makes it ours,
 * `ignore` leaves it as long as it looks the same. Refuses `audit.drift-not-found`, `audit.drift-closed`,
 * `audit.decision-not-possible`, `audit.variant-missing`, `audit.not-adoptable`.
 */
export const decideDrift = (cx: Cx, driftId: DriftId, { decision, variantId, reason }: DriftDecision): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const drift = (await lockDrift(tx, driftId)) ?? refuse('audit.drift-not-found', { driftId })
    if (drift.state === 'closed') refuse('audit.drift-closed', { driftId })
    const possible: readonly Decision[] = decisionsOf[drift.kind]
    if (!possible.includes(decision))
      refuse('audit.decision-not-possible', { decision, kind: drift.kind, possible: possible.join(', ') })
    await saveDecision(tx, driftId, { decision, reason, state: decision === 'ignore' ? 'ignored' : 'open' })
    if (decision === 'adopt') await adopt(tx, driftId, { ...drift, variantId })
    await setNextTurn(tx, drift.accountId, tx.now())
  })

type Adoption = { accountId: AccountId; remoteId: string; variantId: VariantId | undefined }

async function adopt(tx: Tx, driftId: DriftId, { accountId, remoteId, variantId }: Adoption): Promise<void> {
  if (variantId === undefined) return refuse('audit.variant-missing', { field: 'variantId' })
  const listingId = await findListingOf(tx, accountId, variantId)
  if (!listingId || !(await noteRemote(tx, listingId, { remoteId })))
    return refuse('audit.not-adoptable', { variantId })
  await changeDrift(tx, driftId, { state: 'acted', act: 'adopted' })
}

export type AuditSettings = {
  readonly handEdits: HandEdits
  readonly pagesPerMinute: number
  readonly restMinutes: number
}

/** How the account is audited. Refuses `channels.account-not-found`. */
export const changeSettings = (cx: Cx, accountId: AccountId, settings: AuditSettings): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await getAccount(tx, accountId)
    await saveSettings(tx, accountId, settings)
  })
