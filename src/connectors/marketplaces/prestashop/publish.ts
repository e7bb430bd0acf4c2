import type { Publication, PublishEntry, WantedListing } from '#modules/channels'
import { type PrestaClient, parse } from './client.ts'
import { replaceImages } from './images.ts'
import {
  contentBody,
  creationBody,
  findProducts,
  getWhole,
  type ListedProduct,
  memoryOf,
  type ProductMemory,
  putProduct,
  rejected,
  stateOf,
  type Whole,
  wholeOf,
} from './products.ts'
import type { PrestaSettings } from './settings.ts'
import { findStocks, type Stock, setQuantity, stock } from './stock.ts'

export type Session = { readonly client: PrestaClient; readonly settings: PrestaSettings }
const live = (entry: PublishEntry, id: string, data: ProductMemory): Publication => ({
  kind: 'live',
  remote: { id, sku: entry.wanted.sku, data },
})

/** One product after the other: the webservice has no batches. The SKU is not unique here, so it is looked up before anything is made. */
export async function publishAll(session: Session, batch: readonly PublishEntry[]): Promise<readonly Publication[]> {
  const unknown = batch.filter(({ known }) => known === undefined).map(({ wanted }) => wanted.sku)
  const standing = await findProducts(session.client, 'reference', unknown)
  const answers: Publication[] = []
  for (const entry of batch) {
    const holder = entry.known ? undefined : standing.find(({ reference }) => reference === entry.wanted.sku)
    if (holder) answers.push(await adopt(session, entry, holder))
    else answers.push(entry.known ? await revise(session, entry) : await create(session, entry))
  }
  return answers
}

/** Offline first, online with its stock: a product that is online and empty can only have been sold. */
async function create(session: Session, entry: PublishEntry): Promise<Publication> {
  const { client, settings } = session
  const xml = { product: creationBody(entry.wanted, settings) }
  const answer = await client.call({ method: 'POST', path: 'products', xml })
  if (answer.status >= 300) return rejected(answer)
  const made = wholeOf(answer)
  const [inStock] = await findStocks(client, [String(made.id)])
  const known = memoryFor(parse(stock, inStock), 'hidden')
  return write(session, entry, { before: made, known })
}

const memoryFor = (inStock: Stock, state: ProductMemory['state']): ProductMemory => ({
  stock: inStock,
  quantity: state === 'shown' ? Number(inStock.quantity) : 0,
  state,
  photoKeys: [],
})

/** Made by an earlier try of ours, or by the seller: it is continued with, unless it was sold meanwhile. */
async function adopt(session: Session, entry: PublishEntry, holder: ListedProduct): Promise<Publication> {
  const [inStock] = await findStocks(session.client, [holder.id])
  const state = stateOf(holder, inStock)
  const data = memoryFor(parse(stock, inStock), state.kind === 'on-sale' ? 'shown' : 'hidden')
  const known = { id: holder.id, sku: entry.wanted.sku, data }
  if (state.kind === 'sold') return { kind: 'lost', remote: known }
  return revise(session, { ...entry, known })
}

async function revise(session: Session, entry: PublishEntry): Promise<Publication> {
  const { client } = session
  const { known } = entry
  const memory = memoryOf(known)
  if (!known || !memory) return create(session, entry)
  const before = await getWhole(client, known.id)
  if (!before) return { kind: 'lost' }
  const [inStock] = await findStocks(client, [known.id])
  if (!inStock) return { kind: 'lost' }
  const isShort = before.active !== '1' || Number(inStock.quantity) < memory.quantity
  // Sold or taken offline there while we thought it on sale: the order must be heard of before it may be offered again.
  if (memory.state === 'shown' && isShort) {
    return { kind: 'lost', remote: { ...known, data: { ...memory, stock: inStock, quantity: 0, state: 'hidden' } } }
  }
  return write(session, entry, { before, known: { ...memory, stock: inStock } })
}

type Standing = { readonly before: Whole; readonly known: ProductMemory }

/** Pictures, stock, then the product itself, which makes it visible. The stock is told only when it is new: repeating it would put back what was sold there a moment ago. */
async function write(session: Session, entry: PublishEntry, { before, known }: Standing): Promise<Publication> {
  const { client, settings } = session
  const { wanted } = entry
  const photoKeys = wanted.photos.map(({ key }) => key)
  if (photoKeys.join() !== known.photoKeys.join()) {
    const reasons = await replaceImages(client, before, wanted.photos)
    if (reasons.length > 0) return { kind: 'rejected', reasons }
  }
  if (known.state === 'hidden' || known.quantity !== wanted.quantity) {
    const told = await setQuantity(client, known.stock, wanted.quantity)
    if (told.status === 404) return { kind: 'lost' }
    if (told.status >= 300) return rejected(told)
  }
  const changed = await putProduct(client, before, changesOf(wanted, settings))
  if (changed.status === 404) return { kind: 'lost' }
  if (changed.status >= 300) return rejected(changed)
  const inStock = { ...known.stock, quantity: String(wanted.quantity) }
  return live(entry, String(before.id), { stock: inStock, quantity: wanted.quantity, state: 'shown', photoKeys })
}

const changesOf = (wanted: WantedListing, settings: PrestaSettings): Whole => ({
  ...contentBody(wanted, settings),
  active: '1',
  available_for_order: '1',
})
