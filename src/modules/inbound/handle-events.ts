import type { AccountId } from '#kernel/ids'
import { type Account, findSoldListings, getAccount, noteAccount, requestProof } from '#modules/channels'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { backoffMs } from './backoff.ts'
import type { NoticeContent } from './notice-content.ts'
import { receiveRemoteOrder } from './receive-order.ts'
import { noteDeparted } from './store-departed.ts'
import { markHandled, postponeEvent, takeEvent, type WaitingEvent } from './store-events.ts'

const eventsPerRun = 500
const pauseMsMax = 600_000

/**
 * Works off what a vendor pushed for this account, oldest first, each event in one transaction with its mark: a crash
 * leaves it waiting, whole. What fails is tried again later and holds up nothing. Answers how many events were handled.
 */
export async function handleEvents(
  cx: Cx,
  accountId: AccountId,
  { random = Math.random }: { random?: () => number } = {},
): Promise<number> {
  const account = await getAccount(cx, accountId)
  for (let handled = 0; handled < eventsPerRun; ) {
    const outcome = await handleOne(cx, account, random)
    if (outcome === 'none') return handled
    if (outcome === 'handled') handled += 1
  }
  return eventsPerRun
}

async function handleOne(cx: Cx, account: Account, random: () => number): Promise<'handled' | 'postponed' | 'none'> {
  const held: { event?: WaitingEvent } = {}
  try {
    await inTransaction(cx, async (tx) => {
      const event = await takeEvent(tx, account.id)
      if (!event) return
      held.event = event
      await follow(tx, account, event.content)
      await markHandled(tx, event.id)
      faultPoint('inbound.event-inside')
    })
    faultPoint('inbound.event-handled')
    return held.event ? 'handled' : 'none'
  } catch (error) {
    if (!held.event) throw error
    const pause = backoffMs(held.event.attempts, { maxMs: pauseMsMax, random })
    cx.log.error({ err: error, account: account.label, pauseMs: pause }, 'push not taken in')
    const message = error instanceof Error ? error.message : String(error)
    await postponeEvent(cx, held.event.id, { until: new Date(cx.now().getTime() + pause), error: message })
    return 'postponed'
  }
}

async function follow(tx: Tx, account: Account, content: NoticeContent): Promise<void> {
  const { orders, isPollDue, remoteIds, departedBuyers } = content
  for (const order of orders) await receiveRemoteOrder(tx, account, order)
  if (remoteIds.length > 0) {
    const listings = await findSoldListings(tx, account.id, { remoteIds, skus: [] })
    await requestProof(
      tx,
      listings.map(({ id }) => id),
    )
  }
  if (isPollDue) await noteAccount(tx, account.id, { polls: 'now' })
  if (departedBuyers.length > 0) await noteDeparted(tx, account.id, departedBuyers)
}
