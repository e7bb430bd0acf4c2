import { newId, type OrderId, type VariantId } from '#kernel/ids'
import type { Address, Buyer } from '#modules/customers'
import { orderHolder } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import type { Lang } from '#platform/i18n'
import { emit } from '#platform/outbox'
import { assignUnits, type DraftLine, wantsOf } from './orders.ts'
import { placeDraft } from './place-draft.ts'
import { findSale } from './queries-checkout.ts'
import { recordPaid } from './record-paid.ts'
import { insertOrderEvent, lockSale } from './store.ts'
import { claimForSale } from './store-claims.ts'

/** One line a marketplace sold. `variantId` is missing when the listing is unknown here. */
export type RemoteLine = {
  readonly variantId?: VariantId | undefined
  readonly externalLineId?: string | undefined
  readonly title: string
  readonly quantity: number
  readonly unitPriceMinor: number
}

export type RemoteSale = {
  /** `channel:<account id>` */
  readonly source: string
  readonly externalId: string
  readonly placedAt: Date
  readonly isPaid: boolean
  readonly buyer: Buyer & { readonly externalId?: string | undefined }
  readonly address: Address
  readonly lines: readonly RemoteLine[]
  readonly deliveryMinor: number
  readonly deliveryMethod?: string | undefined
  readonly lang?: Lang | undefined
}

export type ImportOutcome =
  | { readonly kind: 'placed' | 'known'; readonly orderId: OrderId }
  | { readonly kind: 'conflict'; readonly orderId: OrderId; readonly lostVariantIds: readonly VariantId[] }

/**
 * Records a sale made elsewhere. The sale is a fact, so the order always exists afterwards; a copy that somebody else
 * holds (first claim wins, a visitor's cart included) leaves its line without a copy and is reported as a conflict.
 * Importing the same sale again, also at the same time, answers `known`.
 */
export async function importOrder(cx: MaybeTx, sale: RemoteSale): Promise<ImportOutcome> {
  const outcome = await inTransaction(cx, async (tx): Promise<ImportOutcome> => {
    await lockSale(tx, sale.source, sale.externalId)
    const known = await findSale(tx, sale.source, sale.externalId)
    if (known) return { kind: 'known', orderId: known.orderId }
    return record(tx, sale)
  })
  faultPoint('import.after')
  return outcome
}

async function record(tx: Tx, sale: RemoteSale): Promise<ImportOutcome> {
  const orderId = newId<OrderId>(tx.now())
  const { lines, lostVariantIds } = await claimLines(tx, orderId, sale)
  const { source, externalId, buyer, address, deliveryMinor, deliveryMethod = 'channel', lang = 'fr' } = sale
  const { externalId: buyerExternalId, ...person } = buyer
  const agreed = {
    source,
    externalId,
    lang,
    buyer: person,
    address,
    deliveryMethod,
    deliveryMinor,
    paymentMethod: 'channel',
  }
  await placeDraft(
    tx,
    orderId,
    { ...agreed, lines },
    { placedAt: sale.placedAt, buyerExternalId: buyerExternalId ?? externalId },
  )
  if (sale.isPaid) await recordPaid(tx, orderId)
  faultPoint('import.inside')
  if (lostVariantIds.length === 0) return { kind: 'placed', orderId }

  await insertOrderEvent(tx, orderId, 'conflicted', { variantIds: lostVariantIds })
  await emit(tx, { type: 'order.conflicted', payload: { orderId, variantIds: lostVariantIds } })
  return { kind: 'conflict', orderId, lostVariantIds }
}

async function claimLines(
  tx: Tx,
  orderId: OrderId,
  sale: RemoteSale,
): Promise<{ lines: DraftLine[]; lostVariantIds: VariantId[] }> {
  const sold = sale.lines.map((line) => ({ ...line, variantId: line.variantId ?? null }))
  const wants = wantsOf(sold)
  const claimed = await claimForSale(tx, wants, orderHolder(orderId))
  const facts = new Map(claimed.map((row) => [row.variantId, row]))
  const lines = assignUnits(sold, claimed, (variantId) => facts.get(variantId)?.isLot ?? false)
  return {
    lines: lines.map((line) => toDraftLine(line, line.variantId ? facts.get(line.variantId) : undefined)),
    lostVariantIds: claimed.filter(({ unitIds }) => unitIds.length === 0).map(({ variantId }) => variantId),
  }
}

/** Our own words for what we know, the marketplace's for what we do not. */
const toDraftLine = (
  line: Pick<DraftLine, 'variantId' | 'title' | 'quantity' | 'unitPriceMinor' | 'unitIds'> & {
    externalLineId?: string | undefined
  },
  facts: { title: string; detail: string } | undefined,
): DraftLine => ({
  variantId: line.variantId,
  externalLineId: line.externalLineId ?? null,
  title: facts?.title ?? line.title,
  detail: facts?.detail ?? '',
  quantity: line.quantity,
  unitPriceMinor: line.unitPriceMinor,
  unitIds: line.unitIds,
})
