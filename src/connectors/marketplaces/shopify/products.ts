import { z } from 'zod'
import { decimalText, minorFromText } from '#kernel/money'
import { Outage } from '#kernel/refusal'
import type {
  CreationTrace,
  Finding,
  JsonObject,
  RemoteListing,
  RemoteState,
  StandingListing,
  WantedListing,
} from '#modules/channels'
import { aliased, type ShopifyClient } from './client.ts'
import { type ShopifySettings, skuField } from './settings.ts'

/** `quantity` is what was told last; `nextChange` names the next change of it, however often that is told. */
const memory = z.object({
  inventoryItemId: z.string(),
  quantity: z.number(),
  nextChange: z.string(),
  isPublished: z.boolean(),
  photos: z.array(z.string()),
})
export type ProductMemory = z.output<typeof memory>

export function memoryOf(data: JsonObject | undefined): ProductMemory | undefined {
  const parsed = memory.safeParse(data)
  return parsed.success ? parsed.data : undefined
}

export const productFields = `fragment ProductFields on Product {
  id
  title
  status
  publishedOnPublication(publicationId: $publication)
  sku: metafield(namespace: "${skuField.namespace}", key: "${skuField.key}") { value }
  variants(first: 1) { nodes { price inventoryQuantity inventoryItem { id } } }
}`

export const product = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  publishedOnPublication: z.boolean(),
  sku: z.object({ value: z.string() }).nullable(),
  variants: z.object({
    nodes: z.array(
      z.object({
        price: z.string(),
        inventoryQuantity: z.number().nullable(),
        inventoryItem: z.object({ id: z.string() }),
      }),
    ),
  }),
})
export type Product = z.output<typeof product>

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const html = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign).replaceAll('\n', '<br>')

/**
 * One product with one variant per copy. Lists are replaced, fields that are left out stay as they are: the quantity is
 * only set at creation, later by compare-and-set, and photos only when they changed.
 */
export function productInput(wanted: WantedListing, { locationId }: ShopifySettings, isCreation: boolean) {
  const { facts } = wanted
  const stock = { inventoryQuantities: [{ locationId, name: 'available', quantity: wanted.quantity }] }
  return {
    title: wanted.title,
    descriptionHtml: html(wanted.description),
    vendor: facts.label || facts.artist,
    productType: facts.format,
    tags: [...new Set([...facts.genres, ...facts.styles])],
    status: 'ACTIVE',
    metafields: [{ ...skuField, value: wanted.sku }],
    productOptions: [{ name: 'Title', values: [{ name: 'Default Title' }] }],
    variants: [
      {
        optionValues: [{ optionName: 'Title', name: 'Default Title' }],
        sku: wanted.sku,
        barcode: facts.barcode,
        price: decimalText(wanted.priceMinor),
        inventoryPolicy: 'DENY',
        inventoryItem: {
          tracked: true,
          requiresShipping: true,
          measurement: { weight: { unit: 'GRAMS', value: wanted.weightGrams } },
        },
        ...(isCreation ? stock : {}),
      },
    ],
  }
}

export const customId = (sku: string) => ({ customId: { ...skuField, value: sku } })

const quantityOf = ({ variants }: Product): number => variants.nodes[0]?.inventoryQuantity ?? 0

/** Nothing left of what we offered was sold there; a draft, an archived or an unpublished product nobody can buy. */
function stateOf(found: Product | null | undefined, told: number): RemoteState {
  if (!found) return { kind: 'absent' }
  const [variant] = found.variants.nodes
  const isShown = ['ACTIVE', 'UNLISTED'].includes(found.status) && found.publishedOnPublication
  if (!variant || !isShown) return { kind: 'hidden' }
  const quantity = quantityOf(found)
  if (quantity > 0) return { kind: 'on-sale', priceMinor: minorOf(variant.price), quantity }
  return told > 0 ? { kind: 'sold' } : { kind: 'hidden' }
}

export function minorOf(amount: string): number {
  const minor = minorFromText(amount)
  if (minor === undefined) throw new Outage('shopify', `unexpected answer: amount ${amount}`)
  return minor
}

/** Read as it stands there. Of the photos nothing is known: the next revision sends them again. */
export function remoteOf(found: Product, sku: string): RemoteListing {
  const inventoryItemId = found.variants.nodes[0]?.inventoryItem.id
  if (inventoryItemId === undefined) throw new Outage('shopify', `unexpected answer: ${found.id} has no variant`)
  const data: ProductMemory = {
    inventoryItemId,
    quantity: quantityOf(found),
    nextChange: crypto.randomUUID(),
    isPublished: found.publishedOnPublication,
    photos: [],
  }
  return { id: found.id, sku, data }
}

export const nodesDocument = `query products($ids: [ID!]!, $publication: ID!) {
  nodes(ids: $ids) { ... on Product { ...ProductFields } }
}
${productFields}`

const nodes = z.object({ nodes: z.array(z.union([product, z.object({}).transform(() => null)]).nullable()) })

export async function readProducts(
  client: ShopifyClient,
  ids: readonly string[],
  { publicationId }: ShopifySettings,
): Promise<readonly (Product | null)[]> {
  if (ids.length === 0) return []
  return (await client.ask(nodes, nodesDocument, { ids, publication: publicationId })).nodes
}

export async function readBack(
  client: ShopifyClient,
  batch: readonly RemoteListing[],
  settings: ShopifySettings,
): Promise<readonly RemoteState[]> {
  const found = await readProducts(
    client,
    batch.map(({ id }) => id),
    settings,
  )
  return batch.map(({ data }, index) => stateOf(found[index], memoryOf(data)?.quantity ?? 0))
}

export function findDocument(skus: readonly string[]): {
  document: string
  variables: Readonly<Record<string, unknown>>
} {
  const { needs, fields, variables } = aliased(skus, (sku, index) => ({
    needs: `$i${index}: ProductIdentifierInput!`,
    field: `p${index}: productByIdentifier(identifier: $i${index}) { ...ProductFields }`,
    variables: { [`i${index}`]: customId(sku) },
  }))
  return { document: `query find($publication: ID!, ${needs}) {\n${fields}\n}\n${productFields}`, variables }
}

const found = z.record(z.string(), product.nullable())
const findMax = 20

/** Products by our SKU. One that is active and empty was sold before we heard of it: we never create an empty one. */
export async function findAll(
  client: ShopifyClient,
  traces: readonly CreationTrace[],
  { publicationId }: ShopifySettings,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (let from = 0; from < traces.length; from += findMax) {
    const part = traces.slice(from, from + findMax)
    const { document, variables } = findDocument(part.map(({ sku }) => sku))
    const answer = await client.ask(found, document, { ...variables, publication: publicationId })
    for (const [index, { sku }] of part.entries()) findings.push(findingOf(sku, answer[`p${index}`]))
  }
  return findings
}

const findingOf = (sku: string, match: Product | null | undefined): Finding =>
  match ? { kind: 'found', remote: remoteOf(match, sku), state: stateOf(match, 1) } : { kind: 'absent' }

export const pageDocument = `query inventory($after: String, $publication: ID!) {
  products(first: 50, after: $after, sortKey: ID) { nodes { ...ProductFields } pageInfo { hasNextPage endCursor } }
}
${productFields}`

const page = z.object({
  products: z.object({
    nodes: z.array(product),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})

/** One page of the shop's products, for the auditor; also those that were never ours. */
export async function listAll(
  client: ShopifyClient,
  after: string | undefined,
  { publicationId }: ShopifySettings,
): Promise<{ items: readonly StandingListing[]; next: string | undefined }> {
  const { products } = await client.ask(page, pageDocument, { after: after ?? null, publication: publicationId })
  const items = products.nodes.map((standing) => ({
    remoteId: standing.id,
    sku: standing.sku?.value ?? '',
    title: standing.title,
    state: stateOf(standing, 0),
  }))
  const { hasNextPage, endCursor } = products.pageInfo
  return { items, next: hasNextPage ? (endCursor ?? undefined) : undefined }
}
