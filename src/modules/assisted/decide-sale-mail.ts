import type { ListingId, OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { releaseClaims } from '#modules/stock'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { lockSaleMail, type SaleMailView } from './queries.ts'
import { mailHolder } from './receive-sale-mail.ts'
import { recordSoldThere } from './sold-there.ts'
import { type SaleMailId, saveDecision } from './store.ts'

/** `listingId` names the ad where the mail did not. */
export type Confirmation = {
  readonly listingId?: ListingId | undefined
  readonly priceMinor?: number | undefined
  readonly buyerName?: string | undefined
}

/**
 * The mail was right: the sale becomes an order, with the copy that was held for it. Refuses
 * `assisted.mail-not-found`, `assisted.mail-decided`, `assisted.ad-missing` while no ad is named.
 */
export const confirmSaleMail = (cx: Cx, id: SaleMailId, confirmation: Confirmation): Promise<OrderId> =>
  inTransaction(cx, async (tx) => {
    const mail = await openMail(tx, id)
    const listingId = confirmation.listingId ?? mail.listingId ?? refuse('assisted.ad-missing', { saleMailId: id })
    // The copy changes hands inside this transaction: nobody sees it free in between.
    await releaseClaims(tx, { holder: mailHolder(id), reason: 'sale-confirmed' })
    const priceMinor = confirmation.priceMinor ?? mail.priceMinor ?? undefined
    const orderId = await recordSoldThere(tx, { listingId, priceMinor, buyerName: confirmation.buyerName })
    await saveDecision(tx, id, { state: 'confirmed', orderId, listingId })
    return orderId
  })

/** The mail was no sale of ours: the copy is free again. Refuses as `confirmSaleMail`. */
export const dismissSaleMail = (cx: Cx, id: SaleMailId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await openMail(tx, id)
    await releaseClaims(tx, { holder: mailHolder(id), reason: 'mail-dismissed' })
    await saveDecision(tx, id, { state: 'dismissed', orderId: null, listingId: null })
  })

async function openMail(tx: Tx, id: SaleMailId): Promise<SaleMailView> {
  const mail = (await lockSaleMail(tx, id)) ?? refuse('assisted.mail-not-found', { saleMailId: id })
  if (mail.state === 'confirmed' || mail.state === 'dismissed') refuse('assisted.mail-decided', { saleMailId: id })
  return mail
}
