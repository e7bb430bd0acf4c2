import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import type { Move } from './moved.ts'
import { findMoved } from './queries.ts'
import { deleteMoved, insertMovedEvent, lockMoved, upsertMoved } from './store.ts'

/**
 * From now on `from` leads to `to`, and so does whatever led to `from`. An address that is moved to is there again and leads
 * nowhere else. Repeating the call changes nothing; in parallel one waits for the other. Refuses `addresses.loop`.
 */
export const moveAddress = (cx: MaybeTx, { kind, from, to }: Move): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockMoved(tx)
    // A path may lead to one that has moved itself: then straight to its end.
    const end = kind === 'path' ? ((await findMoved(tx, kind, to)) ?? to) : to
    if (end === from) refuse('addresses.loop', { from, to })
    if (kind !== 'path') await deleteMoved(tx, kind, end)
    await upsertMoved(tx, { kind, from, to: end })
    await insertMovedEvent(tx, { kind, from, to: end })
  })

/** Refuses `addresses.not-found`. */
export const dropMovedPath = (cx: Cx, from: string): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockMoved(tx)
    if (!(await deleteMoved(tx, 'path', from))) refuse('addresses.not-found', { from })
    await insertMovedEvent(tx, { kind: 'path', from, to: null })
  })
