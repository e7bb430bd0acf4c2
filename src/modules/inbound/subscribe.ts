import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { getAccount, NotNow, noteAccount, openConnector } from '#modules/channels'
import { type Cx, inTransaction } from '#platform/cx'
import { addressOf, isReachable } from './address.ts'
import { backoffMs } from './backoff.ts'
import { findDoor, postponeSubscription, saveSubscription, takeSubscription } from './store-doors.ts'

/** Vendors drop addresses that failed for a while; asking again is harmless and revives them. */
const renewMs = 6 * 3_600_000
const leaseMs = 60_000
const pauseMsMax = 3_600_000

export type SubscriptionReport = 'not-offered' | 'not-reachable' | 'not-due' | 'subscribed' | 'failed'

/**
 * Has the vendor push to our address, when it can push and can reach us: at once for a new account or a changed public
 * address, and again every six hours. Without it polls do the work. One process at a time asks.
 */
export async function subscribe(
  cx: Cx,
  accountId: AccountId,
  { random = Math.random }: { random?: () => number } = {},
): Promise<SubscriptionReport> {
  const { channel, settings, label } = await getAccount(cx, accountId)
  if (!cx.outside.connectors[channel]?.support.orders.startsWith('push')) return 'not-offered'
  if (!isReachable(cx.outside.publicUrl, settings.baseUrl)) return 'not-reachable'
  const address = addressOf(cx, { channel, accountId })
  const door = await findDoor(cx, accountId)
  const isMoved = door?.subscribedAt != null && door.address !== address
  const until = new Date(cx.now().getTime() + leaseMs)
  if (!(await takeSubscription(cx, accountId, { until, isMoved }))) return 'not-due'
  try {
    const { connector } = await openConnector(cx, accountId, 'poll')
    if (!connector.notifications) return 'not-offered'
    const learned = await connector.notifications.subscribe(address)
    await inTransaction(cx, async (tx) => {
      await noteAccount(tx, accountId, learned)
      await saveSubscription(tx, accountId, { address, renewAt: new Date(tx.now().getTime() + renewMs) })
    })
    return 'subscribed'
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    const pause = error.retryAfterMs ?? backoffMs((door?.attempts ?? 0) + 3, { maxMs: pauseMsMax, random })
    const isOurBudget = error instanceof NotNow
    if (!isOurBudget) cx.log.warn({ err: error, account: label }, 'subscription failed')
    const next = new Date(cx.now().getTime() + pause)
    await postponeSubscription(cx, accountId, { until: next, error: isOurBudget ? '' : error.message })
    return 'failed'
  }
}
