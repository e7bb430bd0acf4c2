import type { AccountId } from '#kernel/ids'
import { getAccount } from '#modules/channels'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { mailWorse } from './mails.ts'
import { type Measure, type Status, statuses, worstOf } from './measure.ts'
import { projectRate, type Told } from './project.ts'
import { findStanding, openRisksOf, salesOf, silentOrders } from './queries.ts'
import { rulesOf } from './rules.ts'
import { silenceOf } from './silence.ts'
import { lockStanding, saveAssessment, saveTold } from './store.ts'
import { throttleAccount } from './throttle.ts'

/**
 * Looks how near an account is to its vendor's limits, from its own history and what the vendor said last (`told`: says
 * now). Worse than before: the owners get a mail. One fault from a limit: nothing new is published there until the danger
 * is over; what is on sale stays. Repeating it changes nothing.
 */
export const assess = (cx: MaybeTx, accountId: AccountId, { told }: { told?: Told } = {}): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const account = await getAccount(tx, accountId)
    await lockStanding(tx, accountId)
    if (told) await saveTold(tx, accountId, told)
    const before = await findStanding(tx, accountId)
    if (!before) return
    const measures = await measure(tx, { accountId, channel: account.channel, told: before.told ?? undefined })
    const status = worstOf(measures.map((one) => one.status))
    const mustThrottle = before.mayThrottle && measures.some(isRateAtRisk)
    const throttledAt = mustThrottle ? (before.throttledAt ?? tx.now()) : null
    await saveAssessment(tx, accountId, { status, measures, throttledAt })
    if (mustThrottle !== (before.throttledAt !== null))
      await throttleAccount(tx, accountId, { isThrottled: mustThrottle })
    if (isWorse(status, before.status)) await mailWorse(tx, { account: account.label, accountId, status, measures })
  })

type Asked = { readonly accountId: AccountId; readonly channel: string; readonly told: Told | undefined }

async function measure(tx: Tx, { accountId, channel, told }: Asked): Promise<Measure[]> {
  const rules = rulesOf[channel] ?? { rates: [] }
  const measures: Measure[] = []
  if (rules.rates.length > 0) {
    const known = { sales: await salesOf(tx, accountId), openRisks: await openRisksOf(tx, accountId) }
    const { judgedOnDay } = rules
    for (const rule of rules.rates) {
      // Only a sale that is cancelled is at risk in a double sale; parcels leave late for other reasons.
      const openRisks = rule.fault === 'cancelled' ? known.openRisks : 0
      measures.push(projectRate(rule, { sales: known.sales, openRisks, told, judgedOnDay, now: tx.now() }))
    }
  }
  if (rules.silence) measures.push(silenceOf(rules.silence, await silentOrders(tx, accountId, rules.silence), tx.now()))
  return measures
}

const isRateAtRisk = ({ kind, status }: Measure): boolean => kind === 'rate' && (status === 'risk' || status === 'over')

const isWorse = (status: Status, than: Status): boolean => statuses.indexOf(status) > statuses.indexOf(than)
