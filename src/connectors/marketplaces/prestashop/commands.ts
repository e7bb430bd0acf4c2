import { z } from 'zod'
import type { Cancellation, CommandAnswer, Parcel, RemoteOrder } from '#modules/channels'
import { contentOf, type PrestaClient } from './client.ts'
import { type OrderStates, readStates } from './order-states.ts'
import { order, type PrestaOrder } from './orders.ts'
import { getWhole, putProduct, rejected, type Whole } from './products.ts'
import { findStocks, type Stock, setQuantity } from './stock.ts'
import { thingsOf } from './xml.ts'

const rejection = (code: string, message: string): CommandAnswer => ({ kind: 'rejected', reasons: [{ code, message }] })
const unknown = (id: string): CommandAnswer => rejection('prestashop.404', `order ${id} does not exist`)
const one = z.object({ order })

async function findOrder(client: PrestaClient, { externalId }: RemoteOrder): Promise<PrestaOrder | undefined> {
  const answer = await client.call({ method: 'GET', path: `orders/${externalId}` })
  return answer.status === 404 ? undefined : contentOf(one, answer).order
}

/** The shop writes its mail for the new state to the buyer. */
const setState = (client: PrestaClient, orderId: string, stateId: string) =>
  client.call({
    method: 'POST',
    path: 'order_histories',
    query: { sendemail: '1' },
    xml: { order_history: { id_order: orderId, id_order_state: stateId } },
  })

/** Whole orders only. The webservice pays nothing back: that is for the seller, or for a payment module that follows the state. */
export async function cancelOrder(
  client: PrestaClient,
  remote: RemoteOrder,
  { lineIds }: Cancellation,
): Promise<CommandAnswer> {
  const found = await findOrder(client, remote)
  if (!found) return unknown(remote.externalId)
  const states = await readStates(client)
  if (states.kindOf(found.current_state) === 'cancelled') return { kind: 'done' }
  const lines = found.associations.order_rows
  if (lines.some(({ id }) => !lineIds.includes(id))) {
    return rejection('partial-cancellation', 'PrestaShop cancels whole orders only')
  }
  const { cancelledId } = states
  if (cancelledId === undefined)
    return rejection('prestashop.no-cancelled-state', 'the shop has no state for cancelled orders')
  return withoutRestocking(
    client,
    lines.map(({ product_id }) => product_id),
    () => setState(client, found.id, cancelledId),
  )
}

type Shelved = { readonly product: Whole; readonly inStock: Stock; readonly wasShown: boolean }

/**
 * The shop gives the stock of a cancelled order back by itself. So the products go offline before and get back the stock
 * they had after: whoever comes in between finds nothing to buy, also when we die in between.
 */
async function withoutRestocking(
  client: PrestaClient,
  productIds: readonly string[],
  cancel: () => ReturnType<typeof setState>,
): Promise<CommandAnswer> {
  const shelved: Shelved[] = []
  for (const inStock of await findStocks(client, [...new Set(productIds)])) {
    const product = await getWhole(client, inStock.id_product)
    if (product) shelved.push({ product, inStock, wasShown: product.active === '1' })
  }
  for (const { product, wasShown } of shelved) {
    if (wasShown) contentOf(z.unknown(), await putProduct(client, product, { active: '0' }))
  }
  const answer = await cancel()
  for (const { product, inStock, wasShown } of shelved) {
    const quantity = Number(inStock.quantity)
    contentOf(z.unknown(), await setQuantity(client, inStock, quantity))
    if (wasShown && quantity > 0) contentOf(z.unknown(), await putProduct(client, product, { active: '1' }))
  }
  return answer.status < 300 ? { kind: 'done' } : rejected(answer)
}

const carriers = z.object({
  order_carriers: thingsOf('order_carrier', z.looseObject({ id: z.string(), tracking_number: z.string().default('') })),
})

/** The number first, so that the mail of the shipped state can name it. */
export async function shipOrder(client: PrestaClient, remote: RemoteOrder, parcel: Parcel): Promise<CommandAnswer> {
  const found = await findOrder(client, remote)
  if (!found) return unknown(remote.externalId)
  const states = await readStates(client)
  const kind = states.kindOf(found.current_state)
  if (kind === 'cancelled') return rejection('prestashop.order-over', 'the order is cancelled')
  const refused = await writeTracking(client, found.id, parcel)
  if (refused) return refused
  return kind === 'sent' ? { kind: 'done' } : markShipped(client, found, states)
}

async function writeTracking(
  client: PrestaClient,
  orderId: string,
  parcel: Parcel,
): Promise<CommandAnswer | undefined> {
  const { trackingNumber } = parcel
  if (trackingNumber === undefined) return undefined
  const query = { 'filter[id_order]': `[${orderId}]`, display: 'full' }
  const [carrier] = contentOf(
    carriers,
    await client.call({ method: 'GET', path: 'order_carriers', query }),
  ).order_carriers
  if (!carrier || carrier.tracking_number === trackingNumber) return undefined
  const xml = { order_carrier: { ...carrier, tracking_number: trackingNumber } }
  const answer = await client.call({ method: 'PUT', path: `order_carriers/${carrier.id}`, xml })
  return answer.status < 300 ? undefined : rejected(answer)
}

async function markShipped(
  client: PrestaClient,
  { id }: PrestaOrder,
  { shippedId }: OrderStates,
): Promise<CommandAnswer> {
  if (shippedId === undefined)
    return rejection('prestashop.no-shipped-state', 'the shop has no state for shipped orders')
  const answer = await setState(client, id, shippedId)
  return answer.status < 300 ? { kind: 'done' } : rejected(answer)
}
