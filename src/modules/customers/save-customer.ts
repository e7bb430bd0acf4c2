import { type CustomerId, newId } from '#kernel/ids'
import { inTransaction, type MaybeTx } from '#platform/cx'
import type { Buyer, CustomerKey } from './customers.ts'
import { upsertCustomer } from './store.ts'

/**
 * Remembers a buyer and answers who it is: guests are told apart by (source, external id) or, in the own shop, by e-mail
 * address. Name and telephone follow the newest order.
 */
export const saveCustomer = (cx: MaybeTx, customer: CustomerKey & Buyer & { lang: string }): Promise<CustomerId> =>
  inTransaction(cx, (tx) =>
    upsertCustomer(tx, { ...customer, source: groupOf(customer.source), id: newId<CustomerId>(cx.now()) }),
  )

/** Buyers of the API and of the shop are told apart by e-mail address in one group. */
const groupOf = (source: string): string => (source === 'api' ? 'shop' : source)
