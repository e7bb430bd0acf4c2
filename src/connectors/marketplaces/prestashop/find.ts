import type { CreationTrace, Finding, RemoteListing, RemoteState, StandingListing } from '#modules/channels'
import { type PrestaClient, parse } from './client.ts'
import { findProducts, type ListedProduct, type ProductMemory, readProducts, stateOf } from './products.ts'
import { findStocks, type Stock, stock } from './stock.ts'

const stockOf = (stocks: readonly Stock[], { id }: Pick<ListedProduct, 'id'>): Stock | undefined =>
  stocks.find(({ id_product }) => id_product === id)

export async function readBack(client: PrestaClient, batch: readonly RemoteListing[]): Promise<readonly RemoteState[]> {
  const found = await findProducts(
    client,
    'id',
    batch.map(({ id }) => id),
  )
  const stocks = await findStocks(
    client,
    found.map(({ id }) => id),
  )
  return batch.map((remote) =>
    stateOf(
      found.find(({ id }) => id === remote.id),
      stockOf(stocks, remote),
    ),
  )
}

export async function findBySku(client: PrestaClient, batch: readonly CreationTrace[]): Promise<readonly Finding[]> {
  const found = await findProducts(
    client,
    'reference',
    batch.map(({ sku }) => sku),
  )
  const stocks = await findStocks(
    client,
    found.map(({ id }) => id),
  )
  return batch.map(({ sku }): Finding => {
    const product = found.find(({ reference }) => reference === sku)
    if (!product) return { kind: 'absent' }
    const inStock = stockOf(stocks, product)
    const state = stateOf(product, inStock)
    const isShown = state.kind === 'on-sale'
    const data: ProductMemory = {
      stock: parse(stock, inStock),
      quantity: isShown ? state.quantity : 0,
      state: isShown ? 'shown' : 'hidden',
      photoKeys: [],
    }
    return { kind: 'found', remote: { id: product.id, sku, data }, state }
  })
}

const perPage = 100

/** `page` counts the products already listed. */
export async function listAll(
  client: PrestaClient,
  page: string | undefined,
): Promise<{ items: readonly StandingListing[]; next: string | undefined }> {
  const offset = Number(page ?? 0)
  const found = await readProducts(client, { limit: `${offset},${perPage}` })
  const stocks = await findStocks(
    client,
    found.map(({ id }) => id),
  )
  const items = found.map((product) => ({
    remoteId: product.id,
    sku: product.reference,
    title: product.name,
    state: stateOf(product, stockOf(stocks, product)),
  }))
  return { items, next: found.length < perPage ? undefined : String(offset + perPage) }
}
