import type { Subscriptions } from '#platform/outbox'
import { arbitrate } from './arbitrate.ts'
import { missingLinesOf } from './queries.ts'
import { review } from './review.ts'
import { isArbitrated } from './store.ts'

export const subscriptions: Subscriptions = {
  'sale.conflicted': async (tx, { incidentId, orderId, variantIds }) => {
    const cases: { incidentId: typeof incidentId; lineId: string }[] = []
    for (const { lineId } of await missingLinesOf(tx, orderId, variantIds))
      if (!(await isArbitrated(tx, incidentId, lineId))) cases.push({ incidentId, lineId })
    await arbitrate(tx, cases)
  },
  // A payment ended, a hold was released, a copy came back from TO-CHECK: whoever waits for it may have it now.
  'stock.availability-changed': (tx, { variantIds }) => review(tx, variantIds),
}
