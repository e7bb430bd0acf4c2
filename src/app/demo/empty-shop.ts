import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { readDemoMark } from './queries.ts'
import { countRealOrders, deleteDemoRows, findDemoRows } from './store.ts'

/**
 * Clears the demo away, all or nothing: its copies, orders, carts and sandbox accounts. Users, tokens and what the seller entered
 * or imported stay. Refuses `demo.not-loaded`, and `demo.has-real-orders` when something that is not the demo's was sold.
 */
export const emptyShop = (cx: Cx): Promise<{ variants: number; orders: number }> =>
  inTransaction(cx, async (tx) => {
    if (!(await readDemoMark(tx))) refuse('demo.not-loaded', {})
    const orderCount = await countRealOrders(tx)
    if (orderCount > 0) refuse('demo.has-real-orders', { orderCount })
    const rows = await findDemoRows(tx)
    await deleteDemoRows(tx, rows)
    await notifyPurge(tx, 'everything')
    return { variants: rows.variantIds.length, orders: rows.orderIds.length }
  })
