import type { CommandAnswer, Parcel, RemoteOrder } from '#modules/channels'
import { translate } from '#platform/i18n'
import { findOrder } from './cancel.ts'
import { bodyOf } from './client.ts'
import { noteOnce } from './notes.ts'
import { order, ordersPath } from './orders.ts'
import type { Session } from './publish.ts'
import { langOf } from './settings.ts'

/** `completed` with the parcel in the order's metadata; the buyer reads the tracking number in a note, which the shop mails. */
export async function shipOrder(
  { client, settings }: Session,
  remote: RemoteOrder,
  parcel: Parcel,
): Promise<CommandAnswer> {
  const found = await findOrder(client, remote)
  if ('code' in found) return { kind: 'rejected', reasons: [found] }
  if (['cancelled', 'refunded', 'trash'].includes(found.status)) {
    const message = `the order is ${found.status}`
    return { kind: 'rejected', reasons: [{ code: 'woocommerce.order-over', message }] }
  }
  if (found.status !== 'completed') {
    const json = { status: 'completed', meta_data: metaOf(parcel) }
    bodyOf(order, await client.call({ method: 'PUT', path: `${ordersPath}/${found.id}`, json }))
  }
  const { carrier, trackingNumber: number, trackingUrl: url = '' } = parcel
  const note =
    number === undefined ? '' : translate(langOf(settings), 'channels:parcel.sent', { carrier, number, url }).trim()
  await noteOnce(client, remote.externalId, { note, isForBuyer: true })
  return { kind: 'done' }
}

const metaOf = ({ carrier, trackingNumber, trackingUrl }: Parcel) => [
  { key: '_etal_carrier', value: carrier },
  ...(trackingNumber === undefined ? [] : [{ key: '_etal_tracking_number', value: trackingNumber }]),
  ...(trackingUrl === undefined ? [] : [{ key: '_etal_tracking_url', value: trackingUrl }]),
]
