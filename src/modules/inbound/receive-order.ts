import { type Account, type RemoteOrder, recogniseLines } from '#modules/channels'
import { type ImportOutcome, importOrder } from '#modules/orders'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { followSale } from './follow-sale.ts'
import { isNews } from './order-life.ts'
import { saleOf } from './remote-sale.ts'
import { reportDoubleSale, reportUnknownListing } from './report-sale.ts'
import { requestCommand } from './request-command.ts'
import { lockRemoteOrder, saveRemoteOrder } from './store.ts'
import { takeDown } from './take-down.ts'

/**
 * The one door for what marketplaces report, by poll or by notification: in any order, any number of times, from any
 * process. A new sale becomes an order and takes the copy off every other channel; a sale of a copy that is gone and a
 * sale of something unknown become incidents; a cancellation sends the copy to be checked, never back on sale. An order
 * that waits to be accepted is accepted once the ledger holds its copies, never before.
 */
export const receiveRemoteOrder = (cx: MaybeTx, account: Account, order: RemoteOrder): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const known = await lockRemoteOrder(tx, account.id, order.externalId)
    if (known && !isNews(known.order, order)) return
    if (known?.orderId) {
      await saveRemoteOrder(tx, account.id, { order, orderId: known.orderId })
      return followSale(tx, account, { order, orderId: known.orderId })
    }
    if (order.state === 'cancelled') return noteCancelledUnheard(tx, account, order)
    await placeSale(tx, account, order)
  })

/** Bought and cancelled between two polls: there was never an order here, but the vendor's shelf has changed. */
async function noteCancelledUnheard(tx: Tx, account: Account, order: RemoteOrder): Promise<void> {
  await saveRemoteOrder(tx, account.id, { order, orderId: null })
  await takeDown(tx, account, order)
}

async function placeSale(tx: Tx, account: Account, order: RemoteOrder): Promise<void> {
  const lines = await recogniseLines(tx, account, order.lines)
  const outcome = await importOrder(tx, saleOf(account, order, lines))
  const { orderId } = outcome
  await saveRemoteOrder(tx, account.id, { order, orderId })

  const unknown = lines.filter(({ variantId }) => variantId === undefined)
  if (unknown.length > 0) await reportUnknownListing(tx, account, { order, orderId, lines: unknown })
  if (outcome.kind === 'conflict') {
    await reportDoubleSale(tx, account, { order, orderId, lostVariantIds: outcome.lostVariantIds })
  }
  if (unknown.length === 0) await acceptSale(tx, order, outcome)
}

/** With a copy missing nothing is accepted here: a decision is about every line, and who loses is arbitration's to say. */
async function acceptSale(tx: Tx, order: RemoteOrder, { kind, orderId }: ImportOutcome): Promise<void> {
  if (!order.isAwaitingDecision || kind === 'conflict') return
  const acceptedLineIds = order.lines.map(({ externalId }) => externalId)
  await requestCommand(tx, { orderId, command: { kind: 'decide', acceptedLineIds } })
}
