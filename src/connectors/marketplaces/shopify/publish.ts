import { z } from 'zod'
import type { PictureBook, Publication, PublishEntry, RemoteListing } from '#modules/channels'
import { aliased, expectNone, rejectionOf, type ShopifyClient, type UserError, userErrors } from './client.ts'
import { type FileInput, type PictureFinder, preparePictures, rememberPictures } from './photos.ts'
import {
  customId,
  memoryOf,
  type Product,
  type ProductMemory,
  product,
  productFields,
  productInput,
  readProducts,
  remoteOf,
} from './products.ts'
import { afterChange, isBusy, isGone, isStale, type QuantityChange, setQuantities } from './quantities.ts'
import type { ShopifySettings } from './settings.ts'

export type Session = {
  readonly client: ShopifyClient
  readonly settings: ShopifySettings
  readonly pictures: PictureBook
}
type Answers = Map<string, Publication>
/** A product to set; `before` is what we know of it, with the quantity as it is there by now. */
type Draft = { readonly entry: PublishEntry; readonly before: ProductMemory | undefined }

const leftOut: Publication = { kind: 'failed', message: 'Shopify left this entry out', retryAfterMs: undefined }

/**
 * Quantities first, by compare-and-set; then the products, upserted by our SKU; then their publication. Each step is one
 * document for the whole batch, and each may be repeated.
 */
export async function publishAll(session: Session, batch: readonly PublishEntry[]): Promise<readonly Publication[]> {
  const answers: Answers = new Map()
  const drafts = await changeQuantities(session, batch, answers)
  const set = await setProducts(session, drafts, answers)
  await showProducts(session, set)
  for (const { draft, found, sent } of set) answers.set(draft.entry.wanted.sku, live(draft, found, sent))
  return batch.map(({ wanted }) => answers.get(wanted.sku) ?? leftOut)
}

/** An unchanged quantity is not repeated: repeating it would put back what was sold there a moment ago. */
async function changeQuantities(session: Session, batch: readonly PublishEntry[], answers: Answers): Promise<Draft[]> {
  const drafts = batch.map((entry): Draft => ({ entry, before: memoryOf(entry.known?.data) }))
  const changing = drafts.flatMap(({ entry, before }) => {
    if (!before || before.quantity === entry.wanted.quantity) return []
    return [{ entry, change: { memory: before, quantity: entry.wanted.quantity, from: before.quantity } }]
  })
  const changes = changing.map(({ change }) => change)
  const told = await setQuantities(session.client, changes, session.settings)
  const turned = new Map<PublishEntry, ProductMemory>()
  for (const [index, { entry, change }] of changing.entries()) {
    const errors = told[index] ?? []
    const outcome = errors.length === 0 ? afterChange(change) : await recovered(session, { entry, change, errors })
    if ('kind' in outcome) answers.set(entry.wanted.sku, outcome)
    else turned.set(entry, outcome)
  }
  return drafts
    .filter(({ entry }) => !answers.has(entry.wanted.sku))
    .map(({ entry, before }) => ({ entry, before: turned.get(entry) ?? before }))
}

type Failure = { readonly entry: PublishEntry; readonly change: QuantityChange; readonly errors: readonly UserError[] }

/** Fewer than we thought: sold there, so their order comes first. More: put there by hand, and ours to set. */
async function recovered({ client, settings }: Session, failure: Failure): Promise<Publication | ProductMemory> {
  const { entry, change, errors } = failure
  if (isGone(errors)) return { kind: 'lost' }
  if (isBusy(errors)) return { kind: 'failed', message: 'a change of this quantity is under way', retryAfterMs: 10_000 }
  if (!isStale(errors) || !entry.known) return { kind: 'rejected', reasons: errors.map(rejectionOf) }
  const [found] = await readProducts(client, [entry.known.id], settings)
  if (!found) return { kind: 'lost' }
  const quantity = remoteQuantity(found)
  const known = afterChange({ ...change, quantity })
  if (quantity < change.memory.quantity) return { kind: 'lost', remote: { ...entry.known, data: known } }
  const again = { memory: known, quantity: change.quantity, from: quantity, isNewAttempt: true }
  const [faults = []] = await setQuantities(client, [again], settings)
  return faults.length === 0 ? afterChange(again) : { kind: 'rejected', reasons: faults.map(rejectionOf) }
}

const remoteQuantity = ({ variants }: Product): number => variants.nodes[0]?.inventoryQuantity ?? 0

type ProductInput = ReturnType<typeof productInput> & { readonly files?: readonly FileInput[] }
type Sending = { readonly draft: Draft; readonly input: ProductInput; readonly photos: readonly string[] }
type Sent = { readonly draft: Draft; readonly found: Product; readonly sent: readonly string[] }

export function setDocument(entries: readonly { sku: string; input: unknown }[]) {
  const { needs, fields, variables } = aliased(entries, ({ sku, input }, index) => ({
    needs: `$i${index}: ProductSetIdentifiers!, $p${index}: ProductSetInput!`,
    field: `p${index}: productSet(identifier: $i${index}, input: $p${index}, synchronous: true) {
      product { ...ProductFields media(first: 10) { nodes { id } } }
      userErrors { field message code }
    }`,
    variables: { [`i${index}`]: customId(sku), [`p${index}`]: input },
  }))
  return { document: `mutation set($publication: ID!, ${needs}) {\n${fields}\n}\n${productFields}`, variables }
}

const media = z.object({ nodes: z.array(z.object({ id: z.string() })) })
const setAnswers = z.record(z.string(), z.object({ product: product.extend({ media }).nullable(), userErrors }))

async function setProducts(session: Session, drafts: readonly Draft[], answers: Answers): Promise<Sent[]> {
  if (drafts.length === 0) return []
  const { client, pictures, settings } = session
  const changed = drafts.filter((draft) => !hasSamePhotos(draft))
  const find = await preparePictures(
    client,
    pictures,
    changed.flatMap(({ entry }) => entry.wanted.photos),
  )
  const sendings = drafts.map((draft) => sendingOf(draft, settings, find))
  const { document, variables } = setDocument(
    sendings.map(({ draft, input }) => ({ sku: draft.entry.wanted.sku, input })),
  )
  const told = await client.ask(setAnswers, document, { ...variables, publication: settings.publicationId })
  const set: Sent[] = []
  for (const [index, { draft, input, photos }] of sendings.entries()) {
    const { product: found, userErrors: errors } = told[`p${index}`] ?? { product: null, userErrors: [] }
    if (errors.length > 0) answers.set(draft.entry.wanted.sku, { kind: 'rejected', reasons: errors.map(rejectionOf) })
    if (!found || errors.length > 0) continue
    if (input.files) await rememberPictures(pictures, photos, found.media.nodes)
    set.push({ draft, found, sent: photos })
  }
  return set
}

const photoKeys = ({ entry: { wanted } }: Draft): string[] => wanted.photos.map(({ key }) => key)

/** Photos are a list, so sending them again would make them anew: they are left out while they are the same. */
const hasSamePhotos = (draft: Draft): boolean =>
  JSON.stringify(draft.before?.photos ?? []) === JSON.stringify(photoKeys(draft))

function sendingOf(draft: Draft, settings: ShopifySettings, find: PictureFinder): Sending {
  const { wanted, known } = draft.entry
  const input = productInput(wanted, settings, known === undefined)
  const photos = photoKeys(draft)
  return hasSamePhotos(draft)
    ? { draft, input, photos }
    : { draft, input: { ...input, files: find(wanted.photos, wanted.title) }, photos }
}

export function showDocument(ids: readonly string[]) {
  const { needs, fields, variables } = aliased(ids, (id, index) => ({
    needs: `$s${index}: ID!`,
    field: `s${index}: publishablePublish(id: $s${index}, input: [{ publicationId: $publication }]) { userErrors { field message } }`,
    variables: { [`s${index}`]: id },
  }))
  return { document: `mutation show($publication: ID!, ${needs}) {\n${fields}\n}`, variables }
}

const showAnswers = z.record(z.string(), z.object({ userErrors }))

/** Setting a product puts it into no sales channel: that is a step of its own. */
async function showProducts({ client, settings }: Session, set: readonly Sent[]): Promise<void> {
  const hidden = set.filter(({ found }) => !found.publishedOnPublication)
  if (hidden.length === 0) return
  const { document, variables } = showDocument(hidden.map(({ found }) => found.id))
  const told = await client.ask(showAnswers, document, { ...variables, publication: settings.publicationId })
  for (const { userErrors: errors } of Object.values(told)) expectNone(errors, 'the publication of a product')
}

function live({ entry: { wanted }, before }: Draft, found: Product, photos: readonly string[]): Publication {
  const data: ProductMemory = {
    inventoryItemId: inventoryItemOf(found, wanted.sku),
    quantity: wanted.quantity,
    nextChange: before?.nextChange ?? crypto.randomUUID(),
    isPublished: true,
    photos: [...photos],
  }
  const remote: RemoteListing = { id: found.id, sku: wanted.sku, data }
  return { kind: 'live', remote }
}

const inventoryItemOf = (found: Product, sku: string): string =>
  memoryOf(remoteOf(found, sku).data)?.inventoryItemId ?? ''
