import { z } from 'zod'
import type { Cancellation, CancelReason, CommandAnswer, Parcel, RemoteOrder } from '#modules/channels'
import { bodyOf, type EbayAnswer, type EbayClient, rejectionsOf } from './client.ts'

/** Post-Order API, CancelReasonEnum (developer.ebay.com, read 2026-11). The first is a defect for the seller. */
const reasonOf: Readonly<Record<CancelReason, string>> = {
  'out-of-stock': 'OUT_OF_STOCK_OR_CANNOT_FULFILL',
  undeliverable: 'ADDRESS_ISSUES',
  'buyer-asked': 'BUYER_ASKED_CANCEL',
}

/** eBay's carrier codes for France; an unknown carrier is told as it is, which the vendor accepts as free text. */
const carrierOf: Readonly<Record<string, string>> = {
  colissimo: 'Colissimo',
  'lettre-suivie': 'LaPoste',
  'la-poste': 'LaPoste',
  'mondial-relay': 'MondialRelay',
  chronopost: 'Chronopost',
  dhl: 'DHL',
  ups: 'UPS',
  dpd: 'DPD',
  gls: 'GLS',
}

const standing = z.object({
  legacyOrderId: z.string().optional(),
  orderFulfillmentStatus: z.string(),
  cancelStatus: z
    .object({
      cancelState: z.string(),
      cancelRequests: z
        .array(
          z.object({
            cancelRequestId: z.string().default(''),
            cancelInitiator: z.string().default(''),
            cancelRequestState: z.string().default(''),
          }),
        )
        .default([]),
    })
    .optional(),
})
const fulfillments = z.object({
  fulfillments: z.array(z.object({ shipmentTrackingNumber: z.string().optional() })).default([]),
})

const done: CommandAnswer = { kind: 'done' }
const fulfillmentPath = '/sell/fulfillment/v1/order'
const cancellationPath = '/post-order/v2/cancellation'

/**
 * Cancels the whole order; eBay refunds the buyer and tells them itself, so the message is not sent. Lines of an order
 * cannot be cancelled by this API's contract: rejects with `partial-cancellation`. Cancelled already is done.
 */
export async function cancelOrder(
  client: EbayClient,
  order: RemoteOrder,
  { reason, lineIds }: Cancellation,
): Promise<CommandAnswer> {
  if (!order.lines.every(({ externalId }) => lineIds.includes(externalId)))
    return rejected('partial-cancellation', 'The cancellation API of eBay takes whole orders.')
  const before = await readOrder(client, order)
  if ('kind' in before) return before
  const request = openRequestOf(before)
  if (!request && isCancelled(before)) return done
  const answer = request
    ? await client.call({ method: 'POST', path: `${cancellationPath}/${request}/approve` })
    : await client.call({
        method: 'POST',
        path: cancellationPath,
        json: {
          legacyOrderId: before.legacyOrderId ?? order.externalId,
          cancelReason: reasonOf[reason],
          buyerPaid: true,
        },
      })
  if (answer.status < 300) return done
  const after = await readOrder(client, order)
  return !('kind' in after) && isCancelled(after) ? done : refused(answer)
}

/** The buyer asked first: their request is approved, which is no defect, whatever reason we had. */
const openRequestOf = ({ cancelStatus }: z.output<typeof standing>): string | undefined =>
  cancelStatus?.cancelRequests.find(
    ({ cancelInitiator, cancelRequestState }) => cancelInitiator === 'BUYER' && cancelRequestState === 'REQUESTED',
  )?.cancelRequestId

/** A request of ours on its way ends in a cancellation without us; the polls bring its end. */
const isCancelled = ({ cancelStatus }: z.output<typeof standing>): boolean =>
  cancelStatus?.cancelState === 'CANCELED' || cancelStatus?.cancelState === 'IN_PROGRESS'

/** Every call makes another parcel, so what was told already is read first. */
export async function shipOrder(client: EbayClient, order: RemoteOrder, parcel: Parcel): Promise<CommandAnswer> {
  const before = await readOrder(client, order)
  if ('kind' in before) return before
  if (before.orderFulfillmentStatus === 'FULFILLED') return done
  const path = `${fulfillmentPath}/${encodeURIComponent(order.externalId)}/shipping_fulfillment`
  const tracking = trackingOf(parcel)
  const told = bodyOf(fulfillments, await client.call({ method: 'GET', path })).fulfillments
  if (tracking && told.some(({ shipmentTrackingNumber }) => shipmentTrackingNumber === tracking.trackingNumber))
    return done
  const lineItems = order.lines.map(({ externalId, quantity }) => ({ lineItemId: externalId, quantity }))
  const answer = await client.call({ method: 'POST', path, json: { lineItems, ...tracking } })
  return answer.status < 300 ? done : refused(answer)
}

/** Number and carrier stand together or not at all, and the number has letters and digits only. */
function trackingOf({ carrier, trackingNumber }: Parcel) {
  const number = trackingNumber?.replaceAll(/[^A-Za-z0-9]/g, '')
  return number ? { trackingNumber: number, shippingCarrierCode: carrierOf[carrier] ?? carrier } : undefined
}

async function readOrder(
  client: EbayClient,
  { externalId }: RemoteOrder,
): Promise<z.output<typeof standing> | CommandAnswer> {
  const answer = await client.call({ method: 'GET', path: `${fulfillmentPath}/${encodeURIComponent(externalId)}` })
  return answer.status < 300 ? bodyOf(standing, answer) : refused(answer)
}

const refused = (answer: EbayAnswer): CommandAnswer =>
  rejected(
    'order-step-refused',
    rejectionsOf(answer)
      .map(({ message }) => message)
      .join('; '),
  )

const rejected = (code: string, message: string): CommandAnswer => ({ kind: 'rejected', reasons: [{ code, message }] })
