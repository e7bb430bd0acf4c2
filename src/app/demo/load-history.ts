import type { OrderId, ProductId, VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { addVariants, mediaGrades } from '#modules/catalog'
import { getOrder, placeApiOrder } from '#modules/orders'
import { setListPrices } from '#modules/pricing'
import { answerReview, decideReview, findInvitation, inviteBuyer, writeReview } from '#modules/reviews'
import { ensurePlaces, moveUnits, placeCodes, receiveUnits } from '#modules/stock'
import type { Tx } from '#platform/cx'
import { demoBuyers, demoReviews } from './data/buyers.ts'
import { draw } from './plan-copies.ts'
import { sendDemoOrder } from './store.ts'

/** A record of the demo shop that has been sold before. */
export type PastRecord = { readonly productId: ProductId; readonly genre: string; readonly priceMinor: number }

const ordersPerBuyer = 3
const linesPerOrder = 3
/** Buyers of a genre choose among so many: enough to meet, as collectors do. */
const favouritesPerGenre = 9
const historyPlace = 'H-01'
const dayMs = 86_400_000
const firstOrderDaysAgo = 150
const invitedAfterMs = 10 * dayMs
const graders = ['Nadia', 'Karim'] as const

type PastOrder = { readonly buyer: (typeof demoBuyers)[number]; readonly number: number; readonly daysAgo: number }

/**
 * What the demo shop sold in the last months, to people who came back: copies of their own, sent and long gone, with the
 * reviews some of them wrote. Recommendations and ratings are made from it.
 */
export async function loadHistory(tx: Tx, records: readonly PastRecord[]): Promise<void> {
  await ensurePlaces(tx, [historyPlace])
  const byGenre = Map.groupBy(records, ({ genre }) => genre)
  const orders = planOrders()
  for (const [index, order] of orders.entries()) {
    const favourites = (byGenre.get(order.buyer.genre) ?? records).slice(0, favouritesPerGenre)
    const at = new Date(tx.now().getTime() - order.daysAgo * dayMs)
    const past: Tx = { ...tx, now: () => at, actor: { ...tx.actor, id: graders[index % graders.length] ?? 'demo' } }
    const orderId = await sellAndSend(past, order, chosen(favourites, order))
    await reviewOf({ ...past, now: () => new Date(at.getTime() + invitedAfterMs) }, orderId, index)
  }
}

/** The buyers take turns, so that the newest orders are not all one person's. */
function planOrders(): PastOrder[] {
  const count = demoBuyers.length * ordersPerBuyer
  const daysBetween = (firstOrderDaysAgo - 14) / count
  return Array.from({ length: count }, (_, index) => {
    const buyer = demoBuyers[index % demoBuyers.length]
    invariant(buyer, 'the demo has buyers')
    return { buyer, number: index, daysAgo: Math.round(firstOrderDaysAgo - index * daysBetween) }
  })
}

function chosen(favourites: readonly PastRecord[], { buyer, number }: PastOrder): PastRecord[] {
  const start = draw(`${buyer.name}|${number}`, favourites.length)
  const step = 1 + draw(`${buyer.name}|${number}|step`, 2)
  const picks = Array.from(
    { length: linesPerOrder },
    (_, line) => favourites[(start + line * step) % favourites.length],
  )
  return [...new Set(picks)].filter((pick) => pick !== undefined)
}

async function sellAndSend(tx: Tx, { buyer, number }: PastOrder, records: readonly PastRecord[]): Promise<OrderId> {
  const variantIds = await stockCopies(tx, records, number)
  const mail = `${buyer.name
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z]/g, '')
    .toLowerCase()}@example.org`
  const { orderId } = await placeApiOrder(tx, {
    idempotencyKey: `demo-history-${number}`,
    lang: 'fr',
    buyer: { name: buyer.name, email: mail },
    address: {
      name: buyer.name,
      line1: '3 rue du Microsillon',
      postcode: buyer.postcode,
      city: buyer.city,
      country: 'FR',
    },
    lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
    deliveryMethod: 'relay',
    deliveryMinor: 510,
    isPaid: true,
  })
  const { lines } = await getOrder(tx, orderId)
  const unitIds = lines.flatMap((line) => line.units.map(({ id }) => id))
  await moveUnits(tx, { unitIds, toPlaceCode: placeCodes.customer, reason: 'sent', reference: `order:${orderId}` })
  await sendDemoOrder(tx, orderId)
  return orderId
}

async function stockCopies(tx: Tx, records: readonly PastRecord[], number: number): Promise<VariantId[]> {
  const variants = await addVariants(
    tx,
    records.map(({ productId }, line) => ({
      productId,
      condition: 'used' as const,
      sku: `DEMO-H${String(number + 1).padStart(3, '0')}-${line + 1}`,
      mediaGrade: mediaGrades[1 + draw(`${number}|${line}|grade`, 3)] ?? 'VG',
      sleeveGrade: 'VG' as const,
    })),
  )
  const ids = variants.map(({ id }) => id)
  await setListPrices(
    tx,
    ids.map((variantId, line) => ({ variantId, priceMinor: records[line]?.priceMinor ?? 1000, reason: 'demo' })),
  )
  await receiveUnits(
    tx,
    ids.map((variantId) => ({ variantId, quantity: 1, placeCode: historyPlace })),
  )
  return ids
}

/** Two of three buyers write; the last two reviews wait to be read, and one was kept back. */
async function reviewOf(tx: Tx, orderId: OrderId, index: number): Promise<void> {
  const waitingFrom = demoBuyers.length * ordersPerBuyer - 2
  const token = await inviteBuyer(tx, orderId)
  if (!token || (index % 3 === 2 && index < waitingFrom)) return
  const review = demoReviews[index % demoReviews.length]
  const invitation = await findInvitation(tx, token)
  invariant(review && invitation, 'an invited buyer and something to say')
  const { body, lang, stars: shopStars } = review
  const verdicts = new Map(
    invitation.copies.map(({ orderLineId }, line) => [
      orderLineId,
      line === 0 ? review.verdict : ('as-described' as const),
    ]),
  )
  const reviewId = await writeReview(tx, { token, lang, shopStars, body, verdicts })
  if (index >= waitingFrom) return
  await decideReview(tx, reviewId, { kind: 'publish' })
  if (review.answer) await answerReview(tx, reviewId, review.answer)
}
