import type { Outage } from '#kernel/refusal'
import type { Publication, PublishEntry, Rejection } from '#modules/channels'
import { isSpent, type MiraklClient } from './client.ts'
import {
  createImportDesk,
  type ImportsOver,
  importOffers,
  importPrices,
  type OpenImport,
  withImport,
} from './imports.ts'
import type { OfferBody } from './offer-body.ts'
import {
  dataOf,
  eanOf,
  isAsTold,
  memoryOf,
  type OfferMemory,
  offerOf,
  readOffers,
  type ShownOffer,
  stillOpen,
} from './offers.ts'
import { knownEans } from './products.ts'
import type { MiraklSettings } from './settings.ts'

export type Session = {
  readonly client: MiraklClient
  readonly settings: MiraklSettings
  readonly over: ImportsOver
  readonly now: () => Date
}
/** Messages are values only: the words around them are the seller's language (texts, `errors.mirakl.*`). */
type Answers = Map<string, Publication>
/** One entry with the offer to send; `before` is what Mirakl was told last. */
type Draft = { readonly entry: PublishEntry; readonly offer: OfferBody; readonly before: OfferMemory | undefined }

/** An order poll comes once a minute; after this long what vanished without an order was changed by hand. */
const saleIsHeardOfMs = 10 * 60_000
const leftOut: Publication = { kind: 'failed', message: 'Mirakl left this entry out', retryAfterMs: undefined }

/**
 * Offers complete through OF24, mere price changes through PRI01, each in one call for the whole batch and each once a
 * minute. Everything may be repeated: the SKU is the key. Creations are `accepted` and looked for later; of a revision
 * the import is remembered, and the proof waits for it.
 */
export async function publishAll(session: Session, batch: readonly PublishEntry[]): Promise<readonly Publication[]> {
  const answers: Answers = new Map()
  const drafts = await draftAll(session, batch, answers)
  const cheap = drafts.filter(isPriceOnly)
  const full = await withoutSold(
    session,
    drafts.filter((draft) => !isPriceOnly(draft)),
    answers,
  )
  await sendParts(
    [
      { drafts: full, send: () => sendOffers(session, full, answers) },
      { drafts: cheap, send: () => sendPrices(session, cheap, answers) },
    ],
    answers,
  )
  return batch.map(({ wanted }) => answers.get(wanted.sku) ?? leftOut)
}

type Part = { readonly drafts: readonly Draft[]; readonly send: () => Promise<void> }

/** When the minute of one operation is spent, the other still goes out; when nothing went out, the whole call waits. */
async function sendParts(parts: readonly Part[], answers: Answers): Promise<void> {
  const spent: { drafts: readonly Draft[]; error: Outage }[] = []
  const due = parts.filter(({ drafts }) => drafts.length > 0)
  for (const { drafts, send } of due) {
    await send().catch((error: unknown) => {
      if (!isSpent(error)) throw error
      spent.push({ drafts, error })
    })
  }
  const [first] = spent
  if (first && spent.length === due.length && answers.size === 0) throw first.error
  for (const { drafts, error } of spent) {
    const { message, retryAfterMs } = error
    for (const { entry } of drafts) answers.set(entry.wanted.sku, { kind: 'failed', message, retryAfterMs })
  }
}

/** Answers what cannot become an offer at all; looks products up for creations only, others had theirs. */
async function draftAll(
  { client, settings }: Session,
  batch: readonly PublishEntry[],
  answers: Answers,
): Promise<Draft[]> {
  const drafts = batch.flatMap((entry): Draft[] => {
    const ean = eanOf(entry.wanted.facts.barcode)
    const offer = ean && offerOf(entry.wanted, ean, settings)
    if (offer) return [{ entry, offer, before: memoryOf(entry.known?.data) }]
    answers.set(entry.wanted.sku, rejected(ean ? noCondition(entry) : noEan(entry)))
    return []
  })
  const creations = drafts.filter(({ entry }) => !entry.known)
  const known = await knownEans(
    client,
    creations.map(({ offer }) => offer.product_id),
  )
  return drafts.filter(({ entry, offer }) => {
    const isSound = entry.known !== undefined || known.has(offer.product_id)
    if (!isSound) answers.set(entry.wanted.sku, rejected(noProduct(offer)))
    return isSound
  })
}

const rejected = (reason: Rejection): Publication => ({ kind: 'rejected', reasons: [reason] })

const noEan = ({ wanted }: PublishEntry): Rejection => ({
  code: 'mirakl.no-ean',
  message: wanted.facts.barcode,
  field: 'barcode',
})
const noProduct = ({ product_id: ean }: OfferBody): Rejection => ({
  code: 'mirakl.no-product',
  message: ean,
  field: 'barcode',
})
const noCondition = ({ wanted }: PublishEntry): Rejection => ({
  code: 'mirakl.no-condition',
  message: wanted.condition === 'new' ? 'new' : (wanted.mediaGrade ?? ''),
  field: 'mediaGrade',
})

const isPriceOnly = ({ entry, offer, before }: Draft): boolean =>
  entry.known !== undefined &&
  before !== undefined &&
  before.lostAt === undefined &&
  before.offer.price !== offer.price &&
  JSON.stringify({ ...before.offer, price: 0 }) === JSON.stringify({ ...offer, price: 0 })

/**
 * OF24 sets the quantity, so it would put back what was sold there a moment ago: whoever is to be revised is looked at
 * first. While an earlier import still runs the quantity says nothing yet.
 */
async function withoutSold(session: Session, drafts: readonly Draft[], answers: Answers): Promise<Draft[]> {
  const { client, over, now } = session
  const revised = drafts.filter(({ entry }) => entry.known)
  const offers = await readOffers(
    client,
    revised.map(({ offer }) => offer.shop_sku),
  )
  const desk = createImportDesk({ client, over, now: now() })
  const sound: Draft[] = []
  for (const draft of drafts) {
    const verdict = draft.entry.known
      ? await verdictOf(session, draft, { shown: offers.get(draft.offer.shop_sku), desk })
      : undefined
    if (verdict) answers.set(draft.offer.shop_sku, verdict)
    else sound.push(draft)
  }
  return sound
}

type Look = { readonly shown: ShownOffer | undefined; readonly desk: ReturnType<typeof createImportDesk> }

async function verdictOf({ now }: Session, draft: Draft, { shown, desk }: Look): Promise<Publication | undefined> {
  const { before, entry } = draft
  if (!before || isAsTold(shown, before.offer)) return undefined
  if (await desk.isRunning(stillOpen(before, shown)))
    return { kind: 'failed', message: 'an import of this offer still runs', retryAfterMs: 15_000 }
  if (!shown) return { kind: 'lost' }
  if (shown.quantity < before.offer.quantity) return lost(draft, { shown, now: now() })
  return complaint(draft, entry.wanted.sku, desk)
}

/** Sold there until its order is heard of, or until so late that there cannot be one. */
function lost({ before, entry }: Draft, { now }: { shown: ShownOffer; now: Date }): Publication | undefined {
  if (!before || !entry.known) return undefined
  const lostAt = before.lostAt ?? now.toISOString()
  if (now.getTime() - Date.parse(lostAt) > saleIsHeardOfMs) return undefined
  return { kind: 'lost', remote: { ...entry.known, data: dataOf({ ...before, lostAt }) } }
}

/** The last import left this offer as it was: sending the same again would only spend another minute. */
async function complaint({ before, offer }: Draft, sku: string, desk: Look['desk']): Promise<Publication | undefined> {
  const last = before?.pending.findLast(({ kind }) => kind === 'offers')
  if (!last || JSON.stringify(before?.offer) !== JSON.stringify(offer)) return undefined
  const complaints = await desk.complaintsOf(last)
  const message = complaints === 'running' ? undefined : complaints.get(sku)
  return message === undefined ? undefined : rejected({ code: 'mirakl.import', message })
}

async function sendOffers({ client, now }: Session, drafts: readonly Draft[], answers: Answers): Promise<void> {
  const sent = await importOffers(
    client,
    drafts.map(({ offer }) => offer),
    now(),
  )
  for (const draft of drafts) answers.set(draft.offer.shop_sku, sentAnswer(draft, sent))
}

async function sendPrices({ client, now }: Session, drafts: readonly Draft[], answers: Answers): Promise<void> {
  const sent = await importPrices(
    client,
    drafts.map(({ offer }) => offer),
    now(),
  )
  for (const draft of drafts) answers.set(draft.offer.shop_sku, sentAnswer(draft, sent))
}

function sentAnswer({ entry: { known }, offer, before }: Draft, sent: OpenImport): Publication {
  const data = dataOf({ offer, pending: withImport(before?.pending ?? [], sent) })
  return known ? { kind: 'live', remote: { ...known, data } } : { kind: 'accepted', data }
}
