import type { OrderId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getVariantFacts } from '#modules/catalog'
import type { Buyer } from '#modules/customers'
import { importOrder } from '#modules/orders'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { e164OrAsIs } from '#platform/phone'
import { openDoubleSale } from './report-sale.ts'
import { openIncidentIds } from './store-incidents.ts'

type StallLine = { readonly variantId: VariantId; readonly quantity: number; readonly unitPriceMinor: number }

export type StallSale = {
  /** The till's own number: the same number gives the same order. */
  readonly number: string
  readonly soldAt: Date
  readonly lang: Lang
  readonly buyer?: Buyer | undefined
  readonly lines: readonly StallLine[]
}

export type RecordedStallSale = { readonly orderId: OrderId; readonly isDisputed: boolean }

/**
 * Records what the stall sold, perhaps hours ago and out of reach of everybody. Its buyer has left with the pieces, so the
 * sale always becomes an order; where somebody else was promised one of them meanwhile, arbitration gives it to the stall.
 * The same number again answers the order of the first time. Refuses `order.variant-unknown`.
 */
export const recordStallSale = (cx: MaybeTx, sale: StallSale): Promise<RecordedStallSale> =>
  inTransaction(cx, async (tx) => {
    const titles = await titlesOf(tx, sale)
    const lines = sale.lines.map((line) => ({ ...line, title: titles.get(line.variantId) ?? '' }))
    const { phone, ...told } = sale.buyer ?? nobody
    const buyer = { ...told, phone: phone && e164OrAsIs(phone, 'FR'), externalId: sale.buyer ? sale.number : 'stall' }
    const outcome = await importOrder(tx, {
      source: 'stall',
      externalId: sale.number,
      placedAt: sale.soldAt,
      isPaid: true,
      buyer,
      address: { name: buyer.name, line1: '', postcode: '', city: '', country: 'FR' },
      lines,
      deliveryMinor: 0,
      deliveryMethod: 'pickup',
      lang: sale.lang,
    })
    const { orderId } = outcome
    if (outcome.kind !== 'conflict') return { orderId, isDisputed: await isDisputed(tx, orderId) }
    await openDoubleSale(tx, {
      accountId: null,
      orderId,
      externalId: sale.number,
      lostVariantIds: outcome.lostVariantIds,
      data: {
        channel: 'stall',
        buyer: buyer.name,
        remoteState: 'sold',
        isAwaitingDecision: false,
        placedAt: sale.soldAt.toISOString(),
        lines: lines.map(({ title, quantity, unitPriceMinor }) => ({ title, quantity, unitPriceMinor })),
      },
    })
    return { orderId, isDisputed: true }
  })

const isDisputed = async (tx: Tx, orderId: OrderId): Promise<boolean> =>
  (await openIncidentIds(tx, orderId, ['double-sale'])).length > 0

/** Who pays cash and gives no name. */
const nobody: Buyer = { name: 'Stand' }

async function titlesOf(tx: Tx, { lines }: StallSale): Promise<ReadonlyMap<VariantId, string>> {
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))]
  const facts = await getVariantFacts(tx, variantIds)
  const unknown = variantIds.filter((variantId) => !facts.some(({ id }) => id === variantId))
  if (unknown.length > 0) refuse('order.variant-unknown', { variantIds: unknown })
  return new Map(facts.map(({ id, product }) => [id, product.title]))
}
