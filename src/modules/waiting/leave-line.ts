import type { CartId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { releaseClaims } from '#modules/stock'
import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { findByToken } from './queries.ts'
import { leaveWaiting, moveEntries } from './store.ts'
import { waitingHolder } from './waiting.ts'

/** Gives the place up; a copy that was kept goes to the next. Repeating it changes nothing. Refuses `waiting.not-found`. */
export const leaveLine = (cx: Cx, { token }: { token: string }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const entry = await findByToken(tx, token)
    if (!entry) refuse('waiting.not-found', {})
    // When an offer came between the two statements, ending its claim is how one leaves.
    if (!(await leaveWaiting(tx, entry.id))) {
      await releaseClaims(tx, { holder: waitingHolder(entry.id), reason: 'left-line' })
    }
    await notifyPurge(tx, [`product:${entry.productId}`])
  })

/** The places taken with one cart follow another, when a visitor signs in. */
export const moveWaiting = (cx: MaybeTx, carts: { from: CartId; to: CartId }): Promise<void> =>
  inTransaction(cx, (tx) => moveEntries(tx, carts))
