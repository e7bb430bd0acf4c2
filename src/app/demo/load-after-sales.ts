import type { VariantId } from '#kernel/ids'
import { getOrder, listOrders } from '#modules/orders'
import { priceQuote, requestQuote } from '#modules/quotes'
import { markSentBack, requestReturn } from '#modules/returns'
import { addDays, parisDay } from '#platform/clock'
import type { Tx } from '#platform/cx'
import { demoSettings } from './demo-settings.ts'

const head = { shopName: demoSettings.shopName, email: demoSettings.email, address: demoSettings.address }
const validDays = 14

/** A buyer who changed their mind about one record, another with a complaint, and two quotes: one sent, one waiting for a price. */
export async function loadAfterSales(
  tx: Tx,
  onOffer: readonly { variantId: VariantId; priceMinor: number }[],
): Promise<void> {
  const { items } = await listOrders(tx, { state: 'sent', limit: 2 })
  for (const [index, { id }] of items.entries()) await sendBack(tx, { orderId: id, isComplaint: index > 0 })
  await quoteFor(tx, onOffer)
}

async function sendBack(
  tx: Tx,
  { orderId, isComplaint }: { orderId: Parameters<typeof getOrder>[1]; isComplaint: boolean },
): Promise<void> {
  const { lines, buyer } = await getOrder(tx, orderId)
  const [line] = lines
  if (!line) return
  const wish = isComplaint
    ? ({ kind: 'complaint', reason: 'not-as-described', note: 'Une rayure sur la face B, on l’entend.' } as const)
    : ({ kind: 'withdrawal', reason: 'changed-mind', note: '' } as const)
  const { kind, ...why } = wish
  const asked = {
    orderId,
    kind,
    name: buyer.name,
    email: buyer.email ?? '',
    lang: 'fr',
    lines: [{ orderLineId: line.id, ...why }],
  }
  const { returnId } = await requestReturn(tx, asked, head)
  if (!isComplaint) await markSentBack(tx, { returnId, carrier: 'colissimo', trackingNumber: '6A12345678901' })
}

async function quoteFor(tx: Tx, onOffer: readonly { variantId: VariantId; priceMinor: number }[]): Promise<void> {
  const buyer = { name: 'Louise Berger', email: 'louise.berger@example.org', phone: '06 12 34 56 78' }
  const asked = { buyer, lang: 'fr', wantedBy: null, lines: [] } as const
  const { quoteId } = await requestQuote(
    tx,
    { ...asked, company: 'Café des Ondes', wish: 'Du jazz pour les soirées du jeudi, en bon état.' },
    head,
  )
  const lines = onOffer.map(({ variantId, priceMinor }) => ({ variantId, quantity: 1, unitPriceMinor: priceMinor }))
  const offer = {
    lines,
    validUntil: addDays(parisDay(tx.now()), validDays),
    deliveryMinor: 690,
    note: 'Prix d’ensemble, port compris dans la ligne livraison.',
  }
  await priceQuote(tx, quoteId, { offer, head })
  await requestQuote(
    tx,
    {
      ...asked,
      company: 'Médiathèque de Villeurbanne',
      wish: 'Une trentaine de vinyles de chanson française, pour le prêt.',
    },
    head,
  )
}
