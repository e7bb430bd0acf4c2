import type { OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type PersonalData, withKeptPhone } from '#modules/customers'
import { placeApiOrder } from '#modules/orders'
import { claimVariant, releaseClaims } from '#modules/stock'
import { addDays, parisDay, parisInstant } from '#platform/clock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { isLang } from '#platform/i18n'
import { mailQuote } from './mails.ts'
import { getQuote, type QuoteView, quoteRowsOf } from './queries.ts'
import {
  type Acceptance,
  canMove,
  type QuoteId,
  type QuoteMove,
  type QuoteOffer,
  type QuoteWish,
  quoteHolder,
  quoteMoves,
} from './quote.ts'
import { eraseQuotes, expireQuotes, insertQuote, moveQuoteRow, replaceLines, saveOffer, setOrder } from './store.ts'

type Head = { readonly shopName: string; readonly email: string }

/** A visitor asks for a quote; nothing is held before a person has answered. Buyer and shop get a mail. */
export const requestQuote = (
  cx: MaybeTx,
  wish: QuoteWish,
  head: Head,
): Promise<{ quoteId: QuoteId; number: string; accessToken: string }> =>
  inTransaction(cx, async (tx) => {
    const added = await insertQuote(tx, { ...wish, buyer: withKeptPhone(wish.buyer, 'FR') })
    await mailQuote(tx, 'requested', { quote: await getQuote(tx, added.quoteId), head })
    return added
  })

/**
 * Names pieces, prices and a last day, holds the pieces until then, and mails the quote. May be said anew until it is answered: pieces
 * that are no longer on it are let go. All or none: refuses `stock.taken`, `quote.date-passed`, `quote.move-not-allowed`.
 */
export const priceQuote = (
  cx: MaybeTx,
  quoteId: QuoteId,
  { offer, head }: { offer: QuoteOffer; head: Head },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (offer.validUntil < parisDay(tx.now())) refuse('quote.date-passed', { validUntil: offer.validUntil })
    await move(tx, quoteId, 'price', { validUntil: offer.validUntil })
    const holder = quoteHolder(quoteId)
    await releaseClaims(tx, { holder, reason: 'quote-changed' })
    const expiresAt = parisInstant(addDays(offer.validUntil, 1), '00:00')
    for (const { variantId, quantity } of offer.lines.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1)))
      await claimVariant(tx, { variantId, quantity, kind: 'quote', holder, expiresAt })
    await replaceLines(tx, quoteId, offer.lines)
    await saveOffer(tx, quoteId, offer)
    await mailQuote(tx, 'sent', { quote: await getQuote(tx, quoteId), head, occasion: tx.now().getTime() })
  })

/**
 * The buyer says yes: in one transaction the pieces change from the quote to an order at the quoted prices, paid by transfer. Saying yes
 * again answers the same order; of a yes and a no at once one wins. Refuses `quote.date-passed` after the last day, `stock.taken`.
 */
export const acceptQuote = (
  cx: MaybeTx,
  quoteId: QuoteId,
  { address, head }: Acceptance & { head: Head },
): Promise<OrderId> =>
  inTransaction(cx, async (tx) => {
    const before = await getQuote(tx, quoteId)
    if (before.validUntil !== null && before.validUntil < parisDay(tx.now()) && before.state !== 'accepted')
      refuse('quote.date-passed', { validUntil: before.validUntil })
    await move(tx, quoteId, 'accept')
    const quote = await getQuote(tx, quoteId)
    if (quote.orderId) return quote.orderId
    await releaseClaims(tx, { holder: quoteHolder(quoteId), reason: 'quote-accepted' })
    const placed = await placeApiOrder(tx, { ...saleOf(quote), address })
    await setOrder(tx, quoteId, { orderId: placed.orderId, address })
    await mailQuote(tx, 'accepted', { quote: await getQuote(tx, quoteId), head, order: placed })
    return placed.orderId
  })

const saleOf = (quote: QuoteView) => ({
  idempotencyKey: `quote:${quote.id}`,
  lang: isLang(quote.lang) ? quote.lang : ('fr' as const),
  buyer: quote.buyer,
  lines: quote.lines,
  deliveryMethod: quote.deliveryMinor === 0 ? 'pickup' : 'home',
  deliveryMinor: quote.deliveryMinor,
  paymentMethod: 'bank-transfer' as const,
  isPaid: false,
})

/** The buyer says no, or the shop does: the pieces are free at once. Repeating it changes nothing. */
export const declineQuote = (cx: MaybeTx, quoteId: QuoteId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await move(tx, quoteId, 'decline')
    await releaseClaims(tx, { holder: quoteHolder(quoteId), reason: 'quote-declined' })
  })

/** The claims have run out by themselves; the quotes say so. */
export const expireDueQuotes = (cx: MaybeTx): Promise<void> =>
  inTransaction(cx, (tx) => expireQuotes(tx, parisDay(tx.now())))

async function move(
  tx: Tx,
  quoteId: QuoteId,
  name: QuoteMove,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  if (await moveQuoteRow(tx, quoteId, name, data)) return
  const { state } = await getQuote(tx, quoteId)
  if (state !== quoteMoves[name].to || canMove(state, name)) refuse('quote.move-not-allowed', { state, move: name })
}

export const personalData: PersonalData = {
  name: 'quotes',
  read: quoteRowsOf,
  async erase(tx, person) {
    await eraseQuotes(tx, person)
    return []
  },
}
