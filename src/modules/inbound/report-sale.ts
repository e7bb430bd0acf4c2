import type { AccountId, OrderId, VariantId } from '#kernel/ids'
import type { Account, JsonObject, KnownLine, RemoteOrder, RemoteOrderLine } from '#modules/channels'
import type { Tx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { holdersOf } from './queries.ts'
import { openIncident } from './store-incidents.ts'

export type ReportedSale = { readonly order: RemoteOrder; readonly orderId: OrderId }

export const reportDoubleSale = (
  tx: Tx,
  account: Account,
  { order, orderId, lostVariantIds }: ReportedSale & { lostVariantIds: readonly VariantId[] },
): Promise<void> =>
  openDoubleSale(tx, {
    accountId: account.id,
    orderId,
    externalId: order.externalId,
    lostVariantIds,
    data: { ...orderData(account, order), lines: order.lines.map(lineData) },
  })

type DoubleSale = {
  /** Null for a sale of the stall. */
  readonly accountId: AccountId | null
  readonly orderId: OrderId
  readonly externalId: string
  readonly lostVariantIds: readonly VariantId[]
  readonly data: JsonObject
}

/** Who has the copies already, and who was promised them now: what is needed to decide which buyer gets them. */
export async function openDoubleSale(
  tx: Tx,
  { accountId, orderId, externalId, lostVariantIds, data }: DoubleSale,
): Promise<void> {
  const holders = await holdersOf(tx, lostVariantIds)
  const [first, ...others] = lostVariantIds
  const incidentId = await openIncident(tx, {
    kind: 'double-sale',
    accountId,
    orderId,
    variantId: others.length === 0 && first ? first : null,
    externalId,
    data: {
      ...data,
      variantIds: [...lostVariantIds],
      holders: lostVariantIds.flatMap((variantId) =>
        (holders.get(variantId) ?? []).map((holder) => ({ ...holder, variantId })),
      ),
    },
  })
  await emit(tx, { type: 'sale.conflicted', payload: { incidentId, orderId, accountId, variantIds: lostVariantIds } })
}

export async function reportUnknownListing(
  tx: Tx,
  account: Account,
  { order, orderId, lines }: ReportedSale & { lines: readonly KnownLine[] },
): Promise<void> {
  await openIncident(tx, {
    kind: 'unknown-listing',
    accountId: account.id,
    orderId,
    variantId: null,
    externalId: order.externalId,
    data: { ...orderData(account, order), lines: lines.map(lineData) },
  })
}

export async function reportCancellation(
  tx: Tx,
  account: Account,
  { order, orderId, stateHere }: ReportedSale & { stateHere: string },
): Promise<void> {
  await openIncident(tx, {
    kind: 'cancelled-remotely',
    accountId: account.id,
    orderId,
    variantId: null,
    externalId: order.externalId,
    data: { ...orderData(account, order), lines: order.lines.map(lineData), stateHere },
  })
}

const orderData = (account: Account, order: RemoteOrder): JsonObject => ({
  channel: account.channel,
  account: account.label,
  buyer: order.buyer.name,
  remoteState: order.remoteState,
  isAwaitingDecision: order.isAwaitingDecision,
  placedAt: order.placedAt.toISOString(),
})

const lineData = (line: RemoteOrderLine): JsonObject => ({
  externalLineId: line.externalId,
  title: line.title,
  sku: line.sku ?? null,
  remoteId: line.remoteId ?? null,
  quantity: line.quantity,
  unitPriceMinor: line.unitPriceMinor,
})
