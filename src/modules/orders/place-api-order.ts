import { newId, type OrderId, type VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Address, Buyer } from '#modules/customers'
import { orderHolder } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { assignUnits, type DraftLine, type PlacedOrder, type SaleFacts, wantsOf } from './orders.ts'
import { placeDraft } from './place-draft.ts'
import { findSale } from './queries-checkout.ts'
import { recordPaid } from './record-paid.ts'
import { lockSale } from './store.ts'
import { claimForSale } from './store-claims.ts'

export type ApiLine = {
  readonly variantId: VariantId
  readonly quantity: number
  readonly unitPriceMinor?: number | undefined
}

export type ApiSale = {
  /** The caller's Idempotency-Key: the same key gives the same order. */
  readonly idempotencyKey?: string | undefined
  readonly lang: Lang
  readonly buyer: Buyer
  readonly address: Address
  readonly lines: readonly ApiLine[]
  readonly deliveryMethod: string
  readonly deliveryMinor: number
  /** How the buyer will pay; by hand, to whoever sold it, unless told. */
  readonly paymentMethod?: 'manual' | 'bank-transfer' | undefined
  /** True when the caller has the money already. */
  readonly isPaid: boolean
}

/**
 * Places an order for somebody who sells elsewhere (a counter, a partner). All lines or none: refuses `stock.taken` with
 * the variants that are gone, `order.variant-unknown` for those never offered. Prices are the list prices unless given.
 */
export const placeApiOrder = (cx: MaybeTx, sale: ApiSale): Promise<PlacedOrder> =>
  inTransaction(cx, async (tx) => {
    const known = sale.idempotencyKey && (await knownSale(tx, sale.idempotencyKey))
    if (known) return known
    const orderId = newId<OrderId>(tx.now())
    const { lang, buyer, address, deliveryMethod, deliveryMinor, paymentMethod = 'manual', isPaid } = sale
    const lines = await claimLines(tx, orderId, sale.lines)
    const agreed = {
      source: 'api',
      externalId: sale.idempotencyKey ?? null,
      lang,
      buyer,
      address,
      deliveryMethod,
      deliveryMinor,
    }
    const draft = { ...agreed, paymentMethod, lines }
    const payment = isPaid ? 'captured' : 'awaited'
    const placed = await placeDraft(tx, orderId, draft, { buyerExternalId: orderId, payment })
    if (isPaid) await recordPaid(tx, orderId)
    return placed
  })

async function knownSale(tx: Tx, idempotencyKey: string): Promise<PlacedOrder | undefined> {
  await lockSale(tx, 'api', idempotencyKey)
  return findSale(tx, 'api', idempotencyKey)
}

async function claimLines(tx: Tx, orderId: OrderId, lines: readonly ApiLine[]): Promise<DraftLine[]> {
  const claimed = await claimForSale(tx, wantsOf(lines), orderHolder(orderId))
  const unknown = claimed.filter(({ priceMinor }) => priceMinor === null)
  if (unknown.length > 0) refuse('order.variant-unknown', { variantIds: unknown.map(({ variantId }) => variantId) })
  const lost = claimed.filter(({ unitIds }) => unitIds.length === 0)
  if (lost.length > 0) refuse('stock.taken', { variantIds: lost.map(({ variantId }) => variantId) })

  const facts = new Map(claimed.map((row) => [row.variantId, row]))
  return assignUnits(lines, claimed, (variantId) => facts.get(variantId)?.isLot ?? false).flatMap((line) => {
    const known = facts.get(line.variantId)
    return known ? [toDraftLine(line, known)] : []
  })
}

const toDraftLine = (
  { unitPriceMinor, quantity, unitIds }: ApiLine & Pick<DraftLine, 'unitIds'>,
  facts: SaleFacts,
): DraftLine => ({
  variantId: facts.variantId,
  externalLineId: null,
  title: facts.title,
  detail: facts.detail,
  quantity,
  unitPriceMinor: unitPriceMinor ?? facts.priceMinor ?? 0,
  unitIds,
})
