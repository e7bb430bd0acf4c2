import { newId, type OrderId, type VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Address, Buyer } from '#modules/customers'
import { openPayment } from '#modules/payments'
import { claimVariants, orderHolder } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { assignUnits, type DraftLine, orderReference, type PlacedOrder, totalMinorOf, wantsOf } from './orders.ts'
import { placeDraft } from './place-draft.ts'
import { type SaleFacts, saleFacts } from './queries-cart.ts'
import { findSale } from './queries-checkout.ts'
import { recordPaid } from './record-paid.ts'
import { lockSale } from './store.ts'

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
    const { lang, buyer, address, deliveryMethod, deliveryMinor, isPaid } = sale
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
    const draft = { ...agreed, paymentMethod: 'manual', lines }
    const placed = await placeDraft(tx, orderId, draft, { buyerExternalId: orderId })
    const amountMinor = totalMinorOf(draft)
    const state = isPaid ? 'captured' : 'awaited'
    if (amountMinor > 0)
      await openPayment(tx, { reference: orderReference(orderId), provider: 'manual', amountMinor, state })
    if (isPaid) await recordPaid(tx, orderId)
    return placed
  })

async function knownSale(tx: Tx, idempotencyKey: string): Promise<PlacedOrder | undefined> {
  await lockSale(tx, 'api', idempotencyKey)
  return findSale(tx, 'api', idempotencyKey)
}

async function claimLines(tx: Tx, orderId: OrderId, lines: readonly ApiLine[]): Promise<DraftLine[]> {
  const wants = wantsOf(lines)
  const facts = await saleFacts(
    tx,
    wants.map(({ variantId }) => variantId),
  )
  const unknown = wants.filter(({ variantId }) => !facts.has(variantId)).map(({ variantId }) => variantId)
  if (unknown.length > 0) refuse('order.variant-unknown', { variantIds: unknown })

  const claimed = await claimVariants(tx, { wants, kind: 'order', holder: orderHolder(orderId), expiresAt: null })
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
  unitPriceMinor: unitPriceMinor ?? facts.priceMinor,
  unitIds,
})
