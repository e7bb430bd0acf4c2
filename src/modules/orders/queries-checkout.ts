import type { OrderId, PaymentId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { PlacedOrder } from './orders.ts'
import type { Checkout } from './store.ts'

const columns = sql`id, cart_id, order_id, payment_id, state, request as draft, coalesce(token, '') as token,
  coalesce(hold_until, created_at + interval '15 minutes') as hold_until, ended_because, created_at`

export async function findCheckout(cx: Cx, checkoutId: string): Promise<Checkout | undefined> {
  const { rows } = await sql<Checkout>`select ${columns} from checkouts where id = ${checkoutId}`.execute(cx.db)
  return rows[0]
}

/** Waits for whoever is finishing this checkout, then sees what became of it. */
export async function lockCheckout(tx: Tx, checkoutId: string): Promise<Checkout | undefined> {
  const { rows } = await sql<Checkout>`select ${columns} from checkouts where id = ${checkoutId} for update`.execute(
    tx.db,
  )
  return rows[0]
}

/** The attempt whose payment page this token opens. */
export async function checkoutByToken(cx: Cx, token: string): Promise<Checkout | undefined> {
  const { rows } = await sql<Checkout>`select ${columns} from checkouts where token = ${token}`.execute(cx.db)
  return rows[0]
}

export async function checkoutOfPayment(cx: Cx, paymentId: PaymentId): Promise<Checkout | undefined> {
  const { rows } = await sql<Checkout>`select ${columns} from checkouts where payment_id = ${paymentId}`.execute(cx.db)
  return rows[0]
}

/** Open attempts whose provider is to be asked now. */
export async function checkoutsToLookAt(cx: Cx, { checkoutsMax }: { checkoutsMax: number }): Promise<Checkout[]> {
  const { rows } = await sql<Checkout>`
    select ${columns} from checkouts where state = 'open' and look_at <= ${cx.now()} order by look_at limit ${checkoutsMax}`.execute(
    cx.db,
  )
  return rows
}

/** Orders whose card is authorised and not captured: the process died between the two, or the provider was away. */
export async function uncapturedOrders(
  cx: Cx,
  { before, ordersMax }: { before: Date; ordersMax: number },
): Promise<{ orderId: OrderId; paymentId: PaymentId }[]> {
  const { rows } = await sql<{ orderId: OrderId; paymentId: PaymentId }>`
    select c.order_id, c.payment_id from payments p join checkouts c on c.payment_id = p.id
    where p.state = 'authorised' and p.due is null and c.state = 'placed' and c.updated_at <= ${before}
    order by p.updated_at limit ${ordersMax}`.execute(cx.db)
  return rows
}

export async function placedOrder(cx: Cx, orderId: OrderId): Promise<PlacedOrder | undefined> {
  const { rows } =
    await sql<PlacedOrder>`select id as order_id, number, access_token from orders where id = ${orderId}`.execute(cx.db)
  return rows[0]
}

export async function findSale(cx: Cx, source: string, externalId: string): Promise<PlacedOrder | undefined> {
  const { rows } = await sql<PlacedOrder>`
    select id as order_id, number, access_token from orders where source = ${source} and external_id = ${externalId}`.execute(
    cx.db,
  )
  return rows[0]
}
