import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { freshMs, type SignedIn, seenEveryMs } from './login.ts'
import { findSession } from './queries.ts'
import { endSessionRows, insertLoginEvent, touchSession } from './store.ts'

/** Who the cookie belongs to, or undefined; its use keeps the session alive. */
export async function findSignedIn(cx: MaybeTx, token: string): Promise<SignedIn | undefined> {
  const session = await findSession(cx, token)
  if (!session) return undefined
  const { id: sessionId, customerId, name, email, cartId, createdAt, seenAt } = session
  const nowMs = cx.now().getTime()
  if (nowMs - seenAt.getTime() > seenEveryMs) await inTransaction(cx, (tx) => touchSession(tx, sessionId))
  return { customerId, sessionId, name, email, cartId, isFresh: nowMs - createdAt.getTime() < freshMs }
}

/** Dangerous changes want a proof of identity of the last minutes: refuses `login.not-fresh`. */
export function refuseUnlessFresh({ isFresh }: SignedIn): void {
  if (!isFresh) refuse('login.not-fresh', {})
}

/** Ends this session, one other, or all others. Repeating it changes nothing. */
export const endSessions = (
  cx: MaybeTx,
  { customerId, sessionId }: SignedIn,
  which: 'this' | 'others' | { readonly id: string },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const because = which === 'this' ? 'signed-out' : 'signed-out-elsewhere'
    const rows =
      which === 'this' ? { only: sessionId } : which === 'others' ? { except: sessionId } : { only: which.id }
    const count = await endSessionRows(tx, customerId, { ...rows, because })
    if (count > 0) await insertLoginEvent(tx, customerId, because, { count })
  })
