import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { takeFromBudget } from '#platform/budget'
import { type Cx, inTransaction } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { offeredTrackers } from './queries.ts'
import { insertConsent, insertTracker, removeTrackerRow } from './store.ts'
import { cookieOf, isIdentifier, listName, type Purpose, type TrackerId, type TrackerKind } from './tracker.ts'

type NewTracker = { readonly kind: TrackerKind; readonly identifier: string; readonly purpose: Purpose }

/** From now on visitors are asked. Adding the same again changes nothing. Refuses `consent.tracker-invalid`. */
export const addTracker = (cx: Cx, tracker: NewTracker): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!isIdentifier(tracker.kind, tracker.identifier))
      refuse('consent.tracker-invalid', { identifier: tracker.identifier })
    await insertTracker(tx, { id: newId<TrackerId>(tx.now()), ...tracker })
    await notifyPurge(tx, ['shop'])
  })

/** Gone from the shop at once. Refuses `consent.tracker-unknown`. */
export const removeTracker = (cx: Cx, trackerId: TrackerId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await removeTrackerRow(tx, trackerId))) refuse('consent.tracker-unknown', { trackerId })
    await notifyPurge(tx, ['shop'])
  })

const choosingBudget = { perMinute: 10, burst: 30 } as const

/** Proves a visitor's choice and answers what their cookie must say. Refuses `request.too-many`. */
export async function chooseTrackers(
  cx: Cx,
  { accepted, lang, ip }: { accepted: readonly Purpose[]; lang: string; ip: string },
): Promise<string> {
  const taken = await takeFromBudget(cx, `consent:${ip}`, choosingBudget)
  if (!taken.granted) refuse('request.too-many', { retryAfterMs: taken.retryAfterMs })
  return inTransaction(cx, async (tx) => {
    const offered = await offeredTrackers(tx)
    const id = newId(tx.now())
    const known = accepted.filter((purpose) => offered.some((tracker) => tracker.purpose === purpose))
    await insertConsent(tx, { id, accepted: known, offered, lang })
    return cookieOf({ id, list: listName(offered), accepted: known })
  })
}
