import { type Cx, inTransaction } from '#platform/cx'
import { sql } from '#platform/db'
import { notifyPurge } from '#platform/outbox'
import type { AnsweringHours } from './hours.ts'
import { replaceHours } from './store.ts'

export async function answeringHours(cx: Cx): Promise<AnsweringHours[]> {
  const { rows } =
    await sql<AnsweringHours>`select weekday, opens, closes from answering_hours order by weekday, opens`.execute(cx.db)
  return rows
}

/** The week as it now is. */
export const setAnsweringHours = (cx: Cx, hours: readonly AnsweringHours[]): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await replaceHours(tx, hours)
    await notifyPurge(tx, ['shop', 'product'])
  })
