import { type Cx, inTransaction } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import type { AnsweringHours } from './hours.ts'
import { replaceHours } from './store.ts'

/** The week as it now is. */
export const setAnsweringHours = (cx: Cx, hours: readonly AnsweringHours[]): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await replaceHours(tx, hours)
    await notifyPurge(tx, ['shop', 'product'])
  })
