import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { type AccountWorker, NotNow } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { finishPass } from './finish-pass.ts'
import { healDrifts } from './heal.ts'
import { readPage } from './read-page.ts'
import { type AuditAccount, beginPass, findRunningPass, lastPassEnd, setNextTurn, takeTurn } from './store.ts'

/** Longer than any page takes; a process that dies in the middle gives its turn up after it. */
const turnMs = 60_000
const minuteMs = 60_000
/** While an account rests, what a person decides and what orders clear up is still done. */
const restingTurnMs = 10_000

export type AuditStep = 'not-now' | 'healed' | 'began' | 'page' | 'looked' | 'ended' | 'rests'

/**
 * One step of the audit of one account, when it is its time: heal, or read one page, or look for what was not shown. Any
 * number of processes may call it at any moment; killed anywhere, the next call goes on from the last page that was kept.
 */
export async function auditAccount(cx: Cx, accountId: AccountId): Promise<AuditStep> {
  const account = await takeTurn(cx, accountId, new Date(cx.now().getTime() + turnMs))
  if (!account) return 'not-now'
  let pauseMs = minuteMs / account.pagesPerMinute
  try {
    const step = await takeStep(cx, account)
    if (step === 'rests') pauseMs = restingTurnMs
    return step
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    // The lane blocks an account whose vendor is out of reach; here the page is simply read again later.
    pauseMs = Math.max(error instanceof NotNow ? pauseMs : turnMs, error.retryAfterMs ?? 0)
    return 'not-now'
  } finally {
    await setNextTurn(cx, accountId, new Date(cx.now().getTime() + pauseMs))
  }
}

async function takeStep(cx: Cx, { accountId, handEdits, restMinutes }: AuditAccount): Promise<AuditStep> {
  if ((await healDrifts(cx, accountId)) > 0) return 'healed'
  const pass = await findRunningPass(cx, accountId)
  if (!pass) {
    const ended = await lastPassEnd(cx, accountId)
    if (ended && ended.getTime() + restMinutes * minuteMs > cx.now().getTime()) return 'rests'
    await beginPass(cx, accountId)
    return 'began'
  }
  if (!pass.readAt) {
    await readPage(cx, accountId, { pass, handEdits })
    return 'page'
  }
  return (await finishPass(cx, accountId, { pass, handEdits })) === 'more' ? 'looked' : 'ended'
}

export const workers: readonly AccountWorker[] = [{ name: 'audit', everyMs: 1_000, run: auditAccount }]
