import type { OrderId, VariantId } from '#kernel/ids'
import {
  type Account,
  findSoldListings,
  type JsonObject,
  limitsOf,
  markListingSold,
  type RemoteOrder,
  type RemoteOrderLine,
} from '#modules/channels'
import { cancelOrder, getOrder, importOrder, markOrderPaid, type RemoteSale } from '#modules/orders'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { holdersOf } from './queries.ts'
import { lockRemoteOrder, openIncident, saveRemoteOrder } from './store.ts'

/**
 * The one door for what marketplaces report, by poll or by notification: in any order, any number of times, from any
 * process. A new sale becomes an order and takes the copy off every other channel; a sale of a copy that is gone and a
 * sale of something unknown become incidents; a cancellation sends the copy to be checked, never back on sale.
 */
export const receiveRemoteOrder = (cx: MaybeTx, account: Account, order: RemoteOrder): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const known = await lockRemoteOrder(tx, account.id, order.externalId)
    // A cancellation is the last word: what arrives after it was said before it.
    if (known?.isCancelled || known?.remoteState === order.remoteState) return
    const orderId = known?.orderId ?? (order.state === 'cancelled' ? null : await placeSale(tx, account, order))
    if (known?.orderId) await followSale(tx, account, { order, orderId: known.orderId })
    await saveRemoteOrder(tx, account.id, { order, orderId })
  })

type KnownLine = RemoteOrderLine & { readonly variantId: VariantId | undefined }

async function placeSale(tx: Tx, account: Account, order: RemoteOrder): Promise<OrderId> {
  const lines = await recognise(tx, account, order)
  const outcome = await importOrder(tx, saleOf(account, order, lines))
  if (outcome.kind === 'conflict') {
    await reportDoubleSales(tx, account, { order, orderId: outcome.orderId, lostVariantIds: outcome.lostVariantIds })
  }
  const unknown = lines.filter(({ variantId }) => variantId === undefined)
  if (unknown.length > 0) {
    const data = { ...orderData(account, order), lines: unknown.map(lineData) }
    await openIncident(tx, {
      kind: 'unknown-listing',
      accountId: account.id,
      orderId: outcome.orderId,
      variantId: null,
      externalId: order.externalId,
      data,
    })
  }
  return outcome.orderId
}

/** Which of our variants were sold; their listings there are over (or fewer, where one listing holds many copies). */
async function recognise(tx: Tx, account: Account, order: RemoteOrder): Promise<KnownLine[]> {
  const { quantityMax } = limitsOf(tx, account.channel)
  const listings = await findSoldListings(tx, account.id, {
    remoteIds: order.lines.flatMap(({ remoteId }) => remoteId ?? []),
    skus: order.lines.flatMap(({ sku }) => sku ?? []),
  })
  const lines: KnownLine[] = []
  for (const line of order.lines) {
    const listing = listings.find(({ remoteId, sku }) =>
      line.sku === undefined ? remoteId === line.remoteId : sku === line.sku,
    )
    const isCurrent = line.remoteId === undefined || listing?.currentRemoteId === line.remoteId
    if (listing && isCurrent) await markListingSold(tx, listing, quantityMax === 1)
    lines.push({ ...line, variantId: listing?.variantId })
  }
  return lines
}

const saleOf = (account: Account, order: RemoteOrder, lines: readonly KnownLine[]): RemoteSale => ({
  source: `channel:${account.id}`,
  externalId: order.externalId,
  placedAt: order.placedAt,
  isPaid: order.state === 'paid' || order.state === 'sent',
  buyer: {
    externalId: order.buyer.externalId,
    name: order.buyer.name,
    email: order.buyer.email,
    phone: order.address.phone || undefined,
  },
  address: {
    name: order.address.name || order.buyer.name,
    line1: order.address.line1,
    line2: order.address.line2,
    postcode: order.address.postalCode,
    city: order.address.city,
    country: order.address.country,
  },
  lines: lines.map(({ variantId, externalId, title, quantity, unitPriceMinor }) => ({
    variantId,
    externalLineId: externalId,
    title,
    quantity,
    unitPriceMinor,
  })),
  deliveryMinor: order.deliveryMinor,
})

type Sale = { readonly order: RemoteOrder; readonly orderId: OrderId }

/** Who has the copy already, and who was promised it now: what a person needs to decide which buyer gets it. */
async function reportDoubleSales(
  tx: Tx,
  account: Account,
  { order, orderId, lostVariantIds }: Sale & { lostVariantIds: readonly VariantId[] },
): Promise<void> {
  const holders = await holdersOf(tx, lostVariantIds)
  for (const variantId of lostVariantIds) {
    await openIncident(tx, {
      kind: 'double-sale',
      accountId: account.id,
      orderId,
      variantId,
      externalId: order.externalId,
      data: { ...orderData(account, order), lines: order.lines.map(lineData), holders: holders.get(variantId) ?? [] },
    })
  }
}

const orderData = (account: Account, order: RemoteOrder): JsonObject => ({
  channel: account.channel,
  account: account.label,
  buyer: order.buyer.name,
  remoteState: order.remoteState,
  placedAt: order.placedAt.toISOString(),
})

const lineData = (line: RemoteOrderLine): JsonObject => ({
  title: line.title,
  sku: line.sku ?? null,
  remoteId: line.remoteId ?? null,
  quantity: line.quantity,
  unitPriceMinor: line.unitPriceMinor,
})

/** A known sale has moved on at the marketplace. */
async function followSale(tx: Tx, account: Account, { order, orderId }: Sale): Promise<void> {
  const { state } = await getOrder(tx, orderId)
  if ((order.state === 'paid' || order.state === 'sent') && state === 'placed') await markOrderPaid(tx, { orderId })
  if (order.state !== 'cancelled') return
  if (state === 'placed' || state === 'paid')
    await cancelOrder(tx, { orderId, reason: `channel: ${order.remoteState}` })
  await openIncident(tx, {
    kind: 'cancelled-remotely',
    accountId: account.id,
    orderId,
    variantId: null,
    externalId: order.externalId,
    data: { ...orderData(account, order), lines: order.lines.map(lineData), stateHere: state },
  })
}
