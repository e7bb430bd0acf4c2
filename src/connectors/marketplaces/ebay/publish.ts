import { createHash } from 'node:crypto'
import type { PictureBook, Publication, PublishEntry } from '#modules/channels'
import { type EbayClient, type EbayError, rejectionOf, rejectionsOf } from './client.ts'
import { imageAddresses } from './images.ts'
import { faultsOf, itemBody, newOfferBody, offerBody, priceOf } from './items.ts'
import {
  bulk,
  type EntryAnswer,
  findOffer,
  findOfferOfSku,
  inventoryPath,
  memoryOf,
  type OfferMemory,
  worstOf,
} from './offers.ts'
import type { EbaySettings } from './settings.ts'

export type Session = { readonly client: EbayClient; readonly settings: EbaySettings; readonly pictures: PictureBook }
type Draft = PublishEntry & {
  readonly urls: readonly string[]
  readonly offerId?: string
  readonly failure?: Publication
}

/** "Offer entity already exists": an earlier creation of ours arrived although its answer did not. */
const offerExists = 25002
const leftOut: Publication = { kind: 'failed', message: 'eBay left this entry out', retryAfterMs: undefined }

/** Everything of a listing except price and quantity, which have a cheaper call of their own. */
const contentPrint = ({ wanted }: PublishEntry, settings: EbaySettings): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        itemBody({ ...wanted, priceMinor: 1, quantity: 1 }, settings, []),
        offerBody({ ...wanted, priceMinor: 1, quantity: 1 }, settings),
        wanted.photos.map(({ key }) => key),
      ]),
    )
    .digest('base64url')
    .slice(0, 16)

/**
 * Items, then offers, then publication, each in one call for the whole batch; a listing whose content is unchanged only
 * gets its price and quantity. Every step may be repeated: the SKU is the key.
 */
export async function publishAll(session: Session, batch: readonly PublishEntry[]): Promise<readonly Publication[]> {
  const refused = new Map<string, Publication>()
  for (const { wanted } of batch) {
    const reasons = faultsOf(wanted, session.settings)
    if (reasons.length > 0) refused.set(wanted.sku, { kind: 'rejected', reasons })
  }
  const sound = batch.filter(({ wanted }) => !refused.has(wanted.sku))
  const cheap = sound.filter((entry) => isPriceOnly(session, entry))
  const full = sound.filter((entry) => !cheap.includes(entry))
  const answers = new Map([...refused, ...(await revisePrices(session, cheap)), ...(await publishFully(session, full))])
  return batch.map((entry) => answers.get(entry.wanted.sku) ?? leftOut)
}

function isPriceOnly({ settings }: Session, entry: PublishEntry): boolean {
  const known = memoryOf(entry.known)
  return known !== undefined && known.state !== 'ended' && known.contentPrint === contentPrint(entry, settings)
}

type Answers = Map<string, Publication>

async function revisePrices(session: Session, entries: readonly PublishEntry[]): Promise<Answers> {
  if (entries.length === 0) return new Map()
  const { client, settings } = session
  const requests = entries.map(({ wanted, known }) => {
    const before = memoryOf(known)
    // An unchanged quantity is not repeated: repeating it would put back what was sold there a moment ago.
    const quantity = before?.quantity === wanted.quantity ? undefined : wanted.quantity
    return {
      ...(quantity === undefined ? {} : { sku: wanted.sku, shipToLocationAvailability: { quantity } }),
      offers: [
        {
          offerId: before?.offerId ?? '',
          price: priceOf(wanted.priceMinor, settings),
          ...(quantity === undefined ? {} : { availableQuantity: quantity }),
        },
      ],
    }
  })
  const responses = await bulk(client, 'bulk_update_price_quantity', requests)
  const answers: Answers = new Map()
  for (const entry of entries) {
    const told = worstOf(responses, { sku: entry.wanted.sku, offerId: memoryOf(entry.known)?.offerId ?? '' })
    answers.set(entry.wanted.sku, await revision(session, entry, told))
  }
  return answers
}

/** A refused revision of an offer that is no longer on sale means that it was sold or ended there. */
async function revision(session: Session, entry: PublishEntry, told: EntryAnswer | undefined): Promise<Publication> {
  const before = memoryOf(entry.known)
  if (!told || !before) return leftOut
  if (told.statusCode < 300) return live(session, entry, { ...before, state: 'published' })
  if (told.statusCode >= 500) return entryFailure(told)
  const offer = await findOffer(session.client, before.offerId)
  if (offer?.status === 'PUBLISHED') return entryFailure(told)
  if (before.state === 'published') return lost(entry, before)
  const revived = await publishFully(session, [{ ...entry, known: ended(entry.known) }])
  return revived.get(entry.wanted.sku) ?? entryFailure(told)
}

/** Sold or ended there while we thought it on sale: the order must be heard of before it may be offered again. */
const lost = ({ known, wanted }: PublishEntry, before: OfferMemory): Publication => ({
  kind: 'lost',
  remote: { id: known?.id ?? before.offerId, sku: wanted.sku, data: { ...before, state: 'ended', quantity: 0 } },
})

const ended = (known: PublishEntry['known']): PublishEntry['known'] =>
  known && { ...known, data: { ...known.data, state: 'ended' } }

/** "Cannot revise the listing": too often today. Only time helps, and nobody says when their day ends. */
const revisedTooOften = 25019
const revisedTooOftenMs = 6 * 3_600_000

function entryFailure({ statusCode, errors }: EntryAnswer): Publication {
  const mustWait = errors.some(({ errorId }) => errorId === revisedTooOften)
  if (statusCode < 500 && !mustWait) return { kind: 'rejected', reasons: errors.map(rejectionOf) }
  const message = errors.map(({ message: words }) => words).join('; ') || `status ${statusCode}`
  return { kind: 'failed', message, retryAfterMs: mustWait ? revisedTooOftenMs : undefined }
}

function live(
  session: Session,
  entry: PublishEntry,
  offer: Pick<OfferMemory, 'offerId' | 'listingId' | 'state'>,
): Publication {
  const { wanted } = entry
  const data: OfferMemory = {
    offerId: offer.offerId,
    listingId: offer.listingId,
    state: offer.state,
    contentPrint: contentPrint(entry, session.settings),
    quantity: wanted.quantity,
  }
  return { kind: 'live', remote: { id: offer.offerId, sku: wanted.sku, data } }
}

async function publishFully(session: Session, entries: readonly PublishEntry[]): Promise<Answers> {
  const answers: Answers = new Map()
  const sound: PublishEntry[] = []
  for (const entry of entries) {
    const before = memoryOf(entry.known)
    if (before && (await wasSoldThere(session, before))) answers.set(entry.wanted.sku, lost(entry, before))
    else sound.push(entry)
  }
  if (sound.length === 0) return answers
  let drafts = await withImages(session, sound)
  drafts = await saveItems(session, drafts)
  drafts = await saveOffers(session, drafts)
  for (const { wanted, failure } of drafts) if (failure) answers.set(wanted.sku, failure)
  const published = await publishOffers(
    session,
    drafts.filter(({ failure }) => !failure),
  )
  return new Map([...answers, ...published])
}

/** Replacing an item states its quantity, which would put back on sale what was sold a moment ago: look first. */
async function wasSoldThere({ client }: Session, before: OfferMemory): Promise<boolean> {
  if (before.state !== 'published') return false
  const offer = await findOffer(client, before.offerId)
  return offer?.status !== 'PUBLISHED' || offer.availableQuantity < before.quantity
}

async function withImages({ client, pictures }: Session, entries: readonly PublishEntry[]): Promise<Draft[]> {
  const photos = entries.flatMap(({ wanted }) => wanted.photos)
  const addresses = await imageAddresses(client, photos, pictures)
  return entries.map((entry) => ({
    ...entry,
    urls: entry.wanted.photos.flatMap(({ key }) => addresses.get(key) ?? []),
  }))
}

async function saveItems({ client, settings }: Session, drafts: readonly Draft[]): Promise<Draft[]> {
  const requests = drafts.map(({ wanted, urls }) => itemBody(wanted, settings, urls))
  const responses = await bulk(client, 'bulk_create_or_replace_inventory_item', requests)
  return drafts.map((draft) =>
    failIfRefused(
      draft,
      responses.find(({ sku }) => sku === draft.wanted.sku),
    ),
  )
}

function failIfRefused(draft: Draft, told: EntryAnswer | undefined): Draft {
  if (!told) return { ...draft, failure: leftOut }
  return told.statusCode < 300 ? draft : { ...draft, failure: entryFailure(told) }
}

async function saveOffers(session: Session, drafts: readonly Draft[]): Promise<Draft[]> {
  const sound = drafts.filter(({ failure }) => !failure)
  const created = await createOffers(
    session,
    sound.filter(({ known }) => memoryOf(known) === undefined),
  )
  const saved: Draft[] = []
  for (const draft of drafts) {
    const known = created.get(draft.wanted.sku) ?? { ...draft, offerId: memoryOf(draft.known)?.offerId ?? '' }
    const isNew = created.get(draft.wanted.sku)?.isNew
    saved.push(draft.failure || known.failure || isNew ? known : await replaceOffer(session, known))
  }
  return saved
}

type Created = Draft & { readonly isNew: boolean }

async function createOffers(session: Session, drafts: readonly Draft[]): Promise<Map<string, Created>> {
  if (drafts.length === 0) return new Map()
  const requests = drafts.map(({ wanted }) => newOfferBody(wanted, session.settings))
  const responses = await bulk(session.client, 'bulk_create_offer', requests)
  const created = new Map<string, Created>()
  for (const draft of drafts) {
    const told = responses.find(({ sku }) => sku === draft.wanted.sku)
    created.set(draft.wanted.sku, await createdOffer(session, draft, told))
  }
  return created
}

async function createdOffer({ client }: Session, draft: Draft, told: EntryAnswer | undefined): Promise<Created> {
  if (told?.offerId && told.statusCode < 300) return { ...draft, offerId: told.offerId, isNew: true }
  const existing = told?.errors.find(({ errorId }) => errorId === offerExists)
  if (!existing) return { ...failIfRefused(draft, told), isNew: false }
  const offerId = parameter(existing, 'offerId') ?? (await findOfferOfSku(client, draft.wanted.sku))?.offerId
  return offerId === undefined ? { ...failIfRefused(draft, told), isNew: false } : { ...draft, offerId, isNew: false }
}

const parameter = ({ parameters }: EbayError, name: string): string | undefined =>
  parameters.find((candidate) => candidate.name === name)?.value

/** There is no bulk call for this one. */
async function replaceOffer({ client, settings }: Session, draft: Draft): Promise<Draft> {
  const answer = await client.call({
    method: 'PUT',
    path: `${inventoryPath}/offer/${draft.offerId}`,
    json: offerBody(draft.wanted, settings),
  })
  if (answer.status === 404) return { ...draft, failure: { kind: 'lost' } }
  return answer.status < 300 ? draft : { ...draft, failure: { kind: 'rejected', reasons: rejectionsOf(answer) } }
}

async function publishOffers(session: Session, drafts: readonly Draft[]): Promise<Answers> {
  const answers: Answers = new Map()
  const isShown = (before: OfferMemory | undefined): boolean => before !== undefined && before.state !== 'ended'
  const unpublished = drafts.filter(({ known }) => !isShown(memoryOf(known)))
  for (const draft of drafts) {
    const before = memoryOf(draft.known)
    if (before && isShown(before))
      answers.set(draft.wanted.sku, live(session, draft, { ...before, state: 'published' }))
  }
  const requests = unpublished.map(({ offerId = '' }) => ({ offerId }))
  const responses = await bulk(session.client, 'bulk_publish_offer', requests)
  for (const draft of unpublished) {
    const told = responses.find(({ offerId }) => offerId === draft.offerId)
    answers.set(draft.wanted.sku, await published(session, draft, told))
  }
  return answers
}

/** A refused publication of an offer that is published already is a success whose first answer was lost. */
async function published(session: Session, draft: Draft, told: EntryAnswer | undefined): Promise<Publication> {
  const { offerId = '' } = draft
  if (told?.listingId && told.statusCode < 300)
    return live(session, draft, { offerId, listingId: told.listingId, state: 'published' })
  if (!told) return leftOut
  const offer = told.statusCode < 500 ? await findOffer(session.client, offerId) : undefined
  if (offer?.status !== 'PUBLISHED') return entryFailure(told)
  return live(session, draft, { offerId, listingId: offer.listing?.listingId ?? '', state: 'published' })
}
