import type { CreationTrace, Finding, RemoteListing, RemoteState, StandingListing } from '#modules/channels'
import type { WooClient } from './client.ts'
import { findProducts, type ProductMemory, pageOfProducts, stateOf, type WooProduct } from './products.ts'

export async function readBack(client: WooClient, batch: readonly RemoteListing[]): Promise<readonly RemoteState[]> {
  const found = await findProducts(
    client,
    'include',
    batch.map(({ id }) => id),
  )
  return batch.map((remote) => stateOf(found.find(({ id }) => String(id) === remote.id)))
}

export async function findBySku(client: WooClient, batch: readonly CreationTrace[]): Promise<readonly Finding[]> {
  const found = await findProducts(
    client,
    'sku',
    batch.map(({ sku }) => sku),
  )
  return batch.map(({ sku }) =>
    findingOf(
      sku,
      found.find((product) => product.sku === sku),
    ),
  )
}

function findingOf(sku: string, product: WooProduct | undefined): Finding {
  if (!product) return { kind: 'absent' }
  const state = stateOf(product)
  const isShown = state.kind === 'on-sale'
  const data: ProductMemory = {
    quantity: isShown ? state.quantity : 0,
    state: isShown ? 'shown' : 'hidden',
    images: [],
  }
  return { kind: 'found', remote: { id: String(product.id), sku, data }, state }
}

export async function listAll(
  client: WooClient,
  page: string | undefined,
): Promise<{ items: readonly StandingListing[]; next: string | undefined }> {
  const number = Number(page ?? 1)
  const { products, hasMore } = await pageOfProducts(client, number)
  const items = products.map((product) => ({
    remoteId: String(product.id),
    sku: product.sku,
    title: product.name,
    state: stateOf(product),
  }))
  return { items, next: hasMore ? String(number + 1) : undefined }
}
