import { z } from 'zod'
import type { ListingPhoto, Publication, PublishEntry } from '#modules/channels'
import { rejectionOf, slotsFull, type VintedAnswer, type VintedClient } from './client.ts'
import { findItem } from './find.ts'
import { faultsOf, type ItemMemory, itemBody, itemsPath, memoryOf } from './items.ts'
import type { VintedSettings } from './settings.ts'

export type Session = {
  readonly client: VintedClient
  readonly settings: VintedSettings
  readonly now: () => Date
  readonly slots: Slots
}
/** Shared by all calls of one account in this process. */
export type Slots = { full: { readonly answer: Publication; readonly until: number } | undefined }
type Answers = Map<string, Publication>

const created = z.object({
  items: z
    .array(
      z.object({ item_id: z.string().optional(), id: z.string().optional(), item_reference: z.string().nullish() }),
    )
    .default([]),
})

/** Creations in one request, changes in another. Both are accepted first and done later. */
export async function publishAll(session: Session, batch: readonly PublishEntry[]): Promise<readonly Publication[]> {
  const answers: Answers = new Map()
  const sound: PublishEntry[] = []
  for (const entry of batch) {
    const reasons = faultsOf(entry.wanted, session.settings)
    if (reasons.length > 0) answers.set(entry.wanted.sku, { kind: 'rejected', reasons })
    else sound.push(entry)
  }
  for (const { wanted } of sound) await drawCovers(wanted.photos)
  await createAll(
    session,
    sound.filter(({ known }) => known === undefined),
    answers,
  )
  await reviseAll(
    session,
    sound.filter(({ known }) => known !== undefined),
    answers,
  )
  return batch.map(({ wanted }) => answers.get(wanted.sku) ?? leftOut)
}

const leftOut: Publication = { kind: 'failed', message: 'Vinted left this entry out', retryAfterMs: undefined }

/** A cover is drawn when it is first asked for, and Vinted's fetch must find it. */
async function drawCovers(photos: readonly ListingPhoto[]): Promise<void> {
  for (const photo of photos) if (photo.key.startsWith('covers/')) await photo.jpeg()
}

/**
 * Not idempotent, and refused entirely when there are fewer free slots than items: then it is tried again in halves, so
 * that what fits is taken. Once there was no slot for a single item, the others are told so for a moment without asking.
 */
async function createAll(session: Session, entries: readonly PublishEntry[], answers: Answers): Promise<void> {
  if (entries.length === 0) return
  const { full } = session.slots
  if (full && session.now().getTime() < full.until) {
    for (const { wanted } of entries) answers.set(wanted.sku, full.answer)
    return
  }
  const memories = new Map(entries.map((entry) => [entry.wanted.sku, memorise(session, entry)]))
  const items = entries.map(({ wanted: { sku } }) => ({ item_reference: sku, ...memories.get(sku)?.body }))
  const answer = await session.client.call({ method: 'POST', path: itemsPath, json: { items } })
  if (answer.status >= 300)
    return inHalves(entries, answer, { session, answers, work: (half) => createAll(session, half, answers) })
  const told = created.safeParse(answer.body).data?.items ?? []
  for (const [sku, memory] of memories) {
    const found = told.find(({ item_reference: reference }) => reference === sku)
    const itemId = found?.item_id ?? found?.id
    answers.set(sku, { kind: 'accepted', data: { ...memory, ...(itemId === undefined ? {} : { itemId }) } })
  }
}

/** Slots become free again, so nobody is sent away for long by what was true a moment ago. */
const fullMs = 10_000

function noteFull({ slots, now }: Session, answer: Publication): void {
  if (answer.kind === 'rejected' && answer.reasons.some(({ code }) => code === slotsFull))
    slots.full = { answer, until: now().getTime() + fullMs }
}

async function reviseAll(session: Session, entries: readonly PublishEntry[], answers: Answers): Promise<void> {
  const changes: PublishEntry[] = []
  for (const entry of entries) {
    const over = await ifOver(session, entry)
    if (over) answers.set(entry.wanted.sku, over)
    else changes.push(entry)
  }
  await change(session, changes, answers)
}

/** What was deleted, or is being deleted, cannot be revived: it is listed anew once it is surely gone. */
async function ifOver({ client }: Session, { known }: PublishEntry): Promise<Publication | undefined> {
  if (known === undefined || memoryOf(known)?.state !== 'deleting') return undefined
  const found = await findItem(client, known.id)
  if (found?.status === 'IN_PROGRESS')
    return { kind: 'failed', message: 'Vinted is still deleting the item', retryAfterMs: 2_000 }
  return found === undefined || found.status === 'DELETED' || found.status === 'SOLD' ? { kind: 'lost' } : undefined
}

async function change(session: Session, entries: readonly PublishEntry[], answers: Answers): Promise<void> {
  if (entries.length === 0) return
  const memories = new Map(entries.map((entry) => [entry, memorise(session, entry)]))
  const items = entries.map((entry) => ({
    item_id: entry.known?.id,
    item_reference: entry.wanted.sku,
    ...memories.get(entry)?.body,
  }))
  const answer = await session.client.call({ method: 'PUT', path: itemsPath, json: { items } })
  if (answer.status >= 300)
    return inHalves(entries, answer, { session, answers, work: (half) => change(session, half, answers) })
  for (const [{ wanted, known }, data] of memories)
    answers.set(wanted.sku, { kind: 'live', remote: { id: known?.id ?? '', sku: wanted.sku, data } })
}

type Retry = {
  readonly session: Session
  readonly answers: Answers
  readonly work: (half: readonly PublishEntry[]) => Promise<void>
}

/** One entry can spoil a whole request; halves find it. A refused request has changed nothing. */
async function inHalves(
  entries: readonly PublishEntry[],
  answer: VintedAnswer,
  { session, answers, work }: Retry,
): Promise<void> {
  const [only] = entries
  if (entries.length === 1 && only) {
    const isGone = answer.status === 404 && only.known !== undefined
    const told: Publication = isGone ? { kind: 'lost' } : { kind: 'rejected', reasons: [rejectionOf(answer)] }
    noteFull(session, told)
    answers.set(only.wanted.sku, told)
    return
  }
  const middle = Math.ceil(entries.length / 2)
  await work(entries.slice(0, middle))
  await work(entries.slice(middle))
}

function memorise({ settings, now }: Session, { wanted, known }: PublishEntry): ItemMemory {
  const before = memoryOf(known)
  return {
    body: itemBody(wanted, settings),
    priceMinor: wanted.priceMinor,
    priceMinorBefore: before?.priceMinor ?? wanted.priceMinor,
    state: 'shown',
    toldAt: now().toISOString(),
  }
}
