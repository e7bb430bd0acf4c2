import type { Withdrawal, WithdrawEntry } from '#modules/channels'
import { rejectionOf, type VintedAnswer } from './client.ts'
import { findItem } from './find.ts'
import { type ItemMemory, itemsPath, memoryOf } from './items.ts'
import type { Session } from './publish.ts'

/** What was told a moment ago may still be under way, and items under way are passed over in silence. */
const settlesMs = 60_000

type Answers = Map<string, Withdrawal>

/**
 * Held copies become drafts and keep their item, sold ones are deleted; both in one request each, done later. A draft that
 * did not hide the item the first time is deleted the second time.
 */
export async function withdrawAll(session: Session, batch: readonly WithdrawEntry[]): Promise<readonly Withdrawal[]> {
  const answers: Answers = new Map()
  const ready: WithdrawEntry[] = []
  for (const entry of batch) {
    const early = await ifUnderWay(session, entry)
    if (early) answers.set(entry.remote.id, early)
    else ready.push(entry)
  }
  const drafts = ready.filter(canBecomeDraft)
  await hideAll(session, drafts, answers)
  await deleteAll(
    session,
    ready.filter((entry) => !drafts.includes(entry)),
    answers,
  )
  return batch.map(({ remote }) => answers.get(remote.id) ?? { kind: 'withdrawn', remote: undefined })
}

const canBecomeDraft = ({ remote, kind }: WithdrawEntry): boolean =>
  kind === 'held' && memoryOf(remote)?.state === 'shown'

async function ifUnderWay({ client, now }: Session, { remote }: WithdrawEntry): Promise<Withdrawal | undefined> {
  const toldAt = memoryOf(remote)?.toldAt
  if (toldAt === undefined || now().getTime() - Date.parse(toldAt) > settlesMs) return undefined
  const found = await findItem(client, remote.id)
  if (!found || found.status === 'DELETED') return { kind: 'withdrawn', remote: undefined }
  return found.status === 'IN_PROGRESS'
    ? { kind: 'failed', message: 'Vinted still works on the item', retryAfterMs: 1_000 }
    : undefined
}

async function hideAll(session: Session, entries: readonly WithdrawEntry[], answers: Answers): Promise<void> {
  if (entries.length === 0) return
  const items = entries.map(({ remote }) => ({
    item_id: remote.id,
    item_reference: remote.sku,
    ...memoryOf(remote)?.body,
    is_draft: true,
  }))
  const answer = await session.client.call({ method: 'PUT', path: itemsPath, json: { items } })
  if (answer.status < 300) return record(session, entries, { answers, state: 'hiding' })
  // The vendor may not take a live item back as a draft: then the copy goes the other way, for it must not stay on sale.
  await deleteAll(session, entries, answers)
}

async function deleteAll(session: Session, entries: readonly WithdrawEntry[], answers: Answers): Promise<void> {
  if (entries.length === 0) return
  const json = { item_ids: entries.map(({ remote }) => remote.id) }
  const answer = await session.client.call({ method: 'DELETE', path: itemsPath, json })
  if (answer.status < 300) record(session, entries, { answers, state: 'deleting' })
  else for (const { remote } of entries) answers.set(remote.id, refusal(answer))
}

const refusal = (answer: VintedAnswer): Withdrawal =>
  answer.status === 404
    ? { kind: 'withdrawn', remote: undefined }
    : { kind: 'rejected', reasons: [rejectionOf(answer)] }

/** Accepted, not done: what is read back later tells the truth. */
function record(
  { now }: Session,
  entries: readonly WithdrawEntry[],
  { answers, state }: { answers: Answers; state: ItemMemory['state'] },
): void {
  for (const { remote } of entries) {
    const data = { ...remote.data, state, toldAt: now().toISOString() }
    answers.set(remote.id, { kind: 'withdrawn', remote: { ...remote, data } })
  }
}
