import type { Publication, PublishEntry, Rejection } from '#modules/channels'
import { type EntryAnswer, sendBatch } from './batch.ts'
import { rejectionOf, type WooClient, type WooError } from './client.ts'
import { drawCovers, imageBodies, picturesOf, rememberedImages } from './images.ts'
import {
  contentBody,
  findProducts,
  memoryOf,
  type ProductMemory,
  stateOf,
  stockBody,
  type WooProduct,
} from './products.ts'
import type { WooSettings } from './settings.ts'

export type Session = { readonly client: WooClient; readonly settings: WooSettings }

/** The SKU is the shop's unique key: an earlier creation of ours arrived, or the seller's own product has it. */
const skuTaken: readonly string[] = ['product_invalid_sku', 'woocommerce_rest_product_not_created']
const productGone = 'woocommerce_rest_product_invalid_id'
const leftOut: Publication = { kind: 'failed', message: 'WooCommerce left this entry out', retryAfterMs: undefined }

type Answers = Map<string, Publication>

/** Creations and revisions in one call. A creation that meets its own SKU continues with the product that has it. */
export async function publishAll(session: Session, batch: readonly PublishEntry[]): Promise<readonly Publication[]> {
  const answers: Answers = await soldMeanwhile(session, batch)
  const open = batch.filter(({ wanted }) => !answers.has(wanted.sku))
  await drawCovers(open, session.settings)
  const created = open.filter(({ known }) => known === undefined)
  const revised = open.filter(({ known }) => known !== undefined)
  const told = await sendBatch(session.client, {
    create: created.map((entry) => bodyOf(session, entry)),
    update: revised.map((entry) => ({ ...bodyOf(session, entry), id: Number(entry.known?.id) })),
  })
  const taken: PublishEntry[] = []
  created.forEach((entry, index) => {
    const answer = told.create[index]
    if (answer && 'error' in answer && skuTaken.includes(answer.error.code)) taken.push(entry)
    else answers.set(entry.wanted.sku, publication(session, entry, answer))
  })
  revised.forEach((entry, index) => {
    answers.set(entry.wanted.sku, publication(session, entry, told.update[index]))
  })
  for (const [sku, answer] of await adopt(session, taken)) answers.set(sku, answer)
  return batch.map(({ wanted }) => answers.get(wanted.sku) ?? leftOut)
}

/** The stock is told only when it is new: for a new product, one that was hidden, or another quantity. */
function bodyOf({ settings }: Session, { wanted, known }: PublishEntry) {
  const pictures = picturesOf(wanted, memoryOf(known), settings)
  return {
    ...(known ? {} : { sku: wanted.sku }),
    ...contentBody(wanted, settings),
    ...(isStockTold({ wanted, known }) ? stockBody(wanted.quantity) : {}),
    ...(pictures ? { images: imageBodies(pictures) } : {}),
  }
}

function isStockTold({ wanted, known }: PublishEntry): boolean {
  const before = memoryOf(known)
  return before === undefined || before.state === 'hidden' || before.quantity !== wanted.quantity
}

/** Another quantity of a product on sale overwrites the shop's own count, so what was sold there since must be seen first. */
async function soldMeanwhile({ client }: Session, batch: readonly PublishEntry[]): Promise<Answers> {
  const changed = batch.filter((entry) => memoryOf(entry.known)?.state === 'shown' && isStockTold(entry))
  if (changed.length === 0) return new Map()
  const found = await findProducts(
    client,
    'include',
    changed.flatMap(({ known }) => known?.id ?? []),
  )
  return new Map(
    changed.flatMap((entry): [string, Publication][] => {
      const remote = found.find(({ id }) => String(id) === entry.known?.id)
      return isAsRemembered(remote, memoryOf(entry.known)) ? [] : [[entry.wanted.sku, lost(entry)]]
    }),
  )
}

function isAsRemembered(found: WooProduct | undefined, before: ProductMemory | undefined): boolean {
  const state = stateOf(found)
  return state.kind === 'on-sale' && state.quantity >= (before?.quantity ?? 0)
}

/** Sold or hidden there while we thought it on sale: the order must be heard of before it may be offered again. */
function lost({ known, wanted }: PublishEntry): Publication {
  if (!known) return { kind: 'lost' }
  const data: ProductMemory = { images: memoryOf(known)?.images ?? [], quantity: 0, state: 'hidden' }
  return { kind: 'lost', remote: { id: known.id, sku: wanted.sku, data } }
}

function publication(session: Session, entry: PublishEntry, answer: EntryAnswer | undefined): Publication {
  if (!answer) return leftOut
  if ('error' in answer) return refused(entry, answer.error)
  const state = stateOf(answer.product)
  const isShort = state.kind !== 'on-sale' || state.quantity < entry.wanted.quantity
  if (isShort && !isStockTold(entry)) return lost(entry)
  return { kind: 'live', remote: remoteOf(session, entry, answer.product) }
}

function remoteOf({ settings }: Session, { wanted, known }: PublishEntry, product: WooProduct) {
  const before = memoryOf(known)
  const pictures = picturesOf(wanted, before, settings)
  const images = pictures ? rememberedImages(pictures, product) : (before?.images ?? [])
  const data: ProductMemory = { quantity: wanted.quantity, state: 'shown', images }
  return { id: String(product.id), sku: wanted.sku, data }
}

function refused(entry: PublishEntry, error: WooError): Publication {
  // Deleted there by hand: after a pause for its order it is made anew.
  if (entry.known && error.code === productGone) return { kind: 'lost' }
  if ((error.data?.status ?? 400) >= 500) return { kind: 'failed', message: error.message, retryAfterMs: undefined }
  return { kind: 'rejected', reasons: [rejectionOf(error)] }
}

/** A product in the trash keeps its SKU and cannot be found by it: only the seller can empty the trash. */
const inTrash: Rejection = {
  code: 'woocommerce.sku-in-trash',
  message: 'a product in the trash has this SKU',
  field: 'sku',
}

async function adopt(session: Session, entries: readonly PublishEntry[]): Promise<Answers> {
  const answers: Answers = new Map()
  if (entries.length === 0) return answers
  const found = await findProducts(
    session.client,
    'sku',
    entries.map(({ wanted }) => wanted.sku),
  )
  const adopted: PublishEntry[] = []
  for (const entry of entries) {
    const holder = found.find(({ sku }) => sku === entry.wanted.sku)
    if (!holder) answers.set(entry.wanted.sku, { kind: 'rejected', reasons: [inTrash] })
    else if (stateOf(holder).kind === 'sold') answers.set(entry.wanted.sku, lost(asKnown(entry, holder)))
    else adopted.push(asKnown(entry, holder))
  }
  const { update } = await sendBatch(session.client, {
    update: adopted.map((entry) => ({ ...bodyOf(session, entry), id: Number(entry.known?.id) })),
  })
  adopted.forEach((entry, index) => {
    answers.set(entry.wanted.sku, publication(session, entry, update[index]))
  })
  return answers
}

/** As if we remembered it: a product on sale with the wanted quantity is not told its stock again. */
function asKnown({ wanted }: PublishEntry, holder: WooProduct): PublishEntry {
  const state = stateOf(holder)
  const data: ProductMemory =
    state.kind === 'on-sale'
      ? { quantity: state.quantity, state: 'shown', images: [] }
      : { quantity: 0, state: 'hidden', images: [] }
  return { wanted, known: { id: String(holder.id), sku: wanted.sku, data } }
}
