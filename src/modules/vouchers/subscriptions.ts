import type { OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import type { Subscriptions } from '#platform/outbox'
import { boughtVouchers, lockPaidOrder } from './queries-bought.ts'
import { issueVoucher } from './store-ledger.ts'

/** A voucher exists once its money is there: never for an order that is only placed. */
export const subscriptions: Subscriptions = {
  'order.paid': (tx, { orderId }) => issueBought(tx, orderId),
}

/** The order's row is locked: a cancellation at this moment comes before or after, not between. */
async function issueBought(tx: Tx, orderId: OrderId): Promise<void> {
  if (!(await lockPaidOrder(tx, orderId))) return
  const rows = await boughtVouchers(tx, orderId)
  for (const { lineId, amountMinor, lang, gift, sendAt } of rows)
    await issueVoucher(tx, { ...gift, amountMinor, lang, sendAt, orderLineId: lineId, reference: `order:${orderId}` })
}
