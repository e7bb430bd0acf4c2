import type { ListingId, OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getAccount, type RemoteOrder } from '#modules/channels'
import { receiveRemoteOrder } from '#modules/inbound'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { type Ad, findAd, orderOfSale } from './queries.ts'

export type SoldThere = {
  readonly listingId: ListingId
  /** What the buyer paid for the piece; the ad's price when not told. */
  readonly priceMinor?: number | undefined
  readonly buyerName?: string | undefined
}

/**
 * A person says that an ad was sold: it becomes an order like any marketplace's, the copy leaves every other channel,
 * and a copy that somebody else has becomes an incident. Said twice of one ad, it is one sale. Refuses
 * `assisted.not-posted` for a listing without an ad.
 */
export const recordSoldThere = (cx: MaybeTx, sale: SoldThere): Promise<OrderId> =>
  inTransaction(cx, async (tx) => {
    const { listingId } = sale
    const ad = (await findAd(tx, listingId)) ?? refuse('channels.listing-not-found', { listingId })
    if (ad.lastRemoteId === null) return refuse('assisted.not-posted', { listingId })
    const account = await getAccount(tx, ad.accountId)
    const order = orderOf(tx, { ad, remoteId: ad.lastRemoteId, label: account.label, sale })
    await receiveRemoteOrder(tx, account, order)
    const orderId = await orderOfSale(tx, account.id, order.externalId)
    return orderId ?? refuse('assisted.not-posted', { listingId })
  })

type Told = { readonly ad: Ad; readonly remoteId: string; readonly label: string; readonly sale: SoldThere }

/** Name and address stay at the marketplace until it prints the label: a person completes them. */
function orderOf(tx: Tx, { ad, remoteId, label, sale }: Told): RemoteOrder {
  const name = sale.buyerName?.trim() || label
  const nowhere = { line1: '', line2: '', postalCode: '', city: '', country: 'FR', phone: '' }
  return {
    externalId: `ad ${remoteId}`,
    state: 'paid',
    remoteState: 'sold',
    isAwaitingDecision: false,
    placedAt: tx.now(),
    buyer: { externalId: `ad ${remoteId}`, name, email: undefined },
    address: { name, ...nowhere, isGuessed: true },
    lines: [
      {
        externalId: '1',
        remoteId,
        sku: ad.sku,
        title: ad.title,
        quantity: 1,
        unitPriceMinor: sale.priceMinor ?? ad.priceMinor ?? 0,
      },
    ],
    deliveryMinor: 0,
    note: '',
  }
}
