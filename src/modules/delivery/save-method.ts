import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import type { DeliveryMethod } from './delivery.ts'
import type { CollectionWindow } from './queries.ts'
import { replaceCollectionHours, saveMethodRow } from './store.ts'

/** Every product page names a delivery price. */
const pagesWithPrices = ['product', 'shop']

/** Saves a method as it now is; a new code makes a new method. Refuses `delivery.rates-unclear`, `delivery.days-reversed`. */
export const saveMethod = (cx: Cx, method: DeliveryMethod): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const weights = new Set(method.rates.map(({ weightGramsMax }) => weightGramsMax))
    if (weights.size === 0 || weights.size < method.rates.length)
      refuse('delivery.rates-unclear', { code: method.code })
    if (method.transitDaysMin > method.transitDaysMax) refuse('delivery.days-reversed', { code: method.code })
    await saveMethodRow(tx, method)
    await notifyPurge(tx, pagesWithPrices)
  })

/** When orders can be collected at the shop. Refuses `delivery.hours-reversed`. */
export const saveCollectionHours = (cx: Cx, windows: readonly CollectionWindow[]): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const turned = windows.find(({ opensAt, closesAt }) => opensAt >= closesAt)
    if (turned) refuse('delivery.hours-reversed', turned)
    await replaceCollectionHours(tx, windows)
    await notifyPurge(tx, pagesWithPrices)
  })
