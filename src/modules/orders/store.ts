import { randomBytes } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import { type CartId, newCode, newId, type OrderId, type PaymentId, type UnitId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { savedCustomer } from '#modules/customers'
import { type NewPayment, openingPayment } from '#modules/payments'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { emittedFrom } from '#platform/outbox'
import type { EndedBecause } from './checkout.ts'
import {
  type DraftDiscount,
  type DraftLine,
  discountMinorOf,
  itemsMinorOf,
  lineDiscountMinor,
  type OrderDraft,
  type OrderMove,
  orderMoves,
  type PlacedOrder,
  totalMinorOf,
} from './orders.ts'

const numberCharacters = 6
const drawsMax = 5

export type NewOrder = {
  readonly orderId: OrderId
  readonly draft: OrderDraft
  readonly placedAt: Date
  readonly buyerExternalId: string | undefined
  /** Money expected for it; none when the payment was opened before, or when there is nothing to pay. */
  readonly payment: NewPayment | undefined
}

/**
 * The customer, the order, its lines, their copies, its first event, its payment and the news of it, in one round trip.
 * A number already in use is drawn again.
 */
export async function insertOrder(tx: Tx, order: NewOrder): Promise<PlacedOrder> {
  const accessToken = randomBytes(16).toString('base64url')
  for (let draw = 1; draw <= drawsMax; draw++) {
    const number = newCode('C', numberCharacters)
    if (await insertOrderRows(tx, order, { number, accessToken }))
      return { orderId: order.orderId, number, accessToken }
  }
  invariant(false, 'order numbers are exhausted, or the sale was placed before and nobody looked')
}

/** False when the number is already in use. */
async function insertOrderRows(
  tx: Tx,
  { orderId, draft, placedAt, buyerExternalId, payment }: NewOrder,
  keys: { number: string; accessToken: string },
): Promise<boolean> {
  const { source, externalId, lang, buyer, address, deliveryMethod, deliveryMinor, paymentMethod } = draft
  const customer = savedCustomer(tx, { source, externalId: buyerExternalId, lang, ...buyer })
  const opened = payment ? sql`, ${openingPayment(tx, payment, sql`placed`)}` : sql``
  const lines = draft.lines.map((line, position) => ({ ...line, id: newId(tx.now()), position }))
  const discounted = insertingDiscounts(lines, draft.deliveryDiscounts ?? [])
  const { rows } = await sql<{ id: OrderId }>`
    with customer as (${customer}), placed as (
      insert into orders (id, number, source, external_id, state, customer_id, buyer, shipping_address, lang, delivery_method, payment_method,
        items_minor, discount_minor, delivery_minor, total_minor, voucher_minor, access_token, placed_at, updated_at)
      select ${orderId}::uuid, ${keys.number}, ${source}, ${externalId}, 'placed', customer.id, ${JSON.stringify(buyer)}::jsonb,
        ${JSON.stringify(address)}::jsonb, ${lang}, ${deliveryMethod}, ${paymentMethod}, ${itemsMinorOf(draft.lines)}::int, ${discountMinorOf(draft)}::int, ${deliveryMinor}::int,
        ${totalMinorOf(draft)}::int, ${draft.voucher?.amountMinor ?? 0}::int, ${keys.accessToken}, ${placedAt}::timestamptz, ${tx.now()}::timestamptz from customer
      on conflict (number) do nothing
      returning id
    ), drafted as (
      select placed.id as order_id, l.* from placed, jsonb_to_recordset(${JSON.stringify(lines.map(lineColumns))}::jsonb) as l (
        id uuid, position smallint, variant_id uuid, external_line_id text, title text, detail text, quantity int, unit_price_minor int, unit_ids uuid[],
        kind text, discount_minor int, gift jsonb)
    ), lines as (
      insert into order_lines (id, order_id, position, variant_id, external_line_id, title, detail, quantity, unit_price_minor, total_minor, kind,
        discount_minor, gift)
      select id, order_id, position, variant_id, external_line_id, title, detail, quantity, unit_price_minor, unit_price_minor * quantity, kind,
        discount_minor, gift from drafted
    ), units as (
      insert into order_line_units (order_line_id, unit_id) select id, unnest(unit_ids) from drafted
    ), recorded as (
      insert into order_events (order_id, what, to_state, at, actor) select id, 'placed', 'placed', ${tx.now()}, ${tx.actor.id} from placed
    ), announced as (${emittedFrom(tx, 'order.placed', sql`select jsonb_build_object('orderId', id) as payload from placed`)})
    ${discounted}${opened}
    select id from placed`.execute(tx.db)
  return rows.length > 0
}

type KeyedLine = DraftLine & { readonly id: string; readonly position: number }

const lineColumns = (line: KeyedLine) => ({
  id: line.id,
  position: line.position,
  variant_id: line.variantId,
  external_line_id: line.externalLineId,
  title: line.title,
  detail: line.detail,
  quantity: line.quantity,
  unit_price_minor: line.unitPriceMinor,
  unit_ids: line.unitIds,
  kind: line.gift ? 'voucher' : 'goods',
  discount_minor: lineDiscountMinor(line),
  gift: line.gift ?? null,
})

/** A further part of the statement, where there are discounts; most orders have none. */
function insertingDiscounts(lines: readonly KeyedLine[], ofDelivery: readonly DraftDiscount[]): RawBuilder<unknown> {
  const columns = (discount: DraftDiscount, lineId: string | null) => ({
    line_id: lineId,
    promotion_id: discount.promotionId,
    name: discount.name,
    code: discount.code,
    amount: discount.amountMinor,
  })
  const rows = [
    ...lines.flatMap(({ id, discounts = [] }) => discounts.map((discount) => columns(discount, id))),
    ...ofDelivery.map((discount) => columns(discount, null)),
  ]
  if (rows.length === 0) return sql``
  return sql`, discounted as (
      insert into order_discounts (order_id, order_line_id, promotion_id, name, code, amount_minor)
      select placed.id, d.line_id, d.promotion_id, d.name, d.code, d.amount from placed, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as d (line_id uuid, promotion_id uuid, name text, code text, amount int)
    )`
}

/** Compare-and-swap on the state, with its event; false when the order is not in a state this move starts from. */
export async function moveOrderRow(
  tx: Tx,
  orderId: OrderId,
  move: OrderMove,
  data: Record<string, unknown> = {},
): Promise<boolean> {
  const { from, to } = orderMoves[move]
  const { rows } = await sql<{ id: OrderId }>`
    with old as (
      select id, state from orders where id = ${orderId} and state = any (${from}::text[]) for update
    ), moved as (
      update orders o set state = ${to}, updated_at = ${tx.now()} from old where o.id = old.id returning o.id
    ), recorded as (
      insert into order_events (order_id, what, from_state, to_state, data, at, actor)
      select id, ${to}, state, ${to}, ${JSON.stringify(data)}::jsonb, ${tx.now()}, ${tx.actor.id} from old
    )
    select id from moved`.execute(tx.db)
  return rows.length > 0
}

export async function insertOrderEvent(
  tx: Tx,
  orderId: OrderId,
  what: string,
  data: Record<string, unknown>,
): Promise<void> {
  await tx.db
    .insertInto('orderEvents')
    .values({ orderId, what, data: JSON.stringify(data), at: tx.now(), actor: tx.actor.id })
    .execute()
}

/** The copies are no longer sold by this order; answers them. */
export async function releaseOrderUnits(tx: Tx, orderId: OrderId): Promise<UnitId[]> {
  const { rows } = await sql<{ unitId: UnitId }>`
    update order_line_units u set released_at = ${tx.now()} from order_lines l
    where l.id = u.order_line_id and l.order_id = ${orderId} and u.released_at is null
    returning u.unit_id`.execute(tx.db)
  return rows.map((row) => row.unitId)
}

export type ReleasedUnit = {
  readonly unitId: UnitId
  readonly orderId: OrderId
  readonly unitCode: string
  readonly title: string
}

/** These copies, or those of these lines, are no longer sold by whichever lines they stand on. */
export async function releaseUnitsOfLines(
  tx: Tx,
  { unitIds = null, lineIds = null }: { unitIds?: readonly UnitId[] | null; lineIds?: readonly string[] | null },
): Promise<ReleasedUnit[]> {
  const { rows } = await sql<ReleasedUnit>`
    update order_line_units lu set released_at = ${tx.now()} from order_lines l, units u
    where l.id = lu.order_line_id and u.id = lu.unit_id and lu.released_at is null
      and (${unitIds}::uuid[] is null or lu.unit_id = any (${unitIds}::uuid[]))
      and (${lineIds}::uuid[] is null or lu.order_line_id = any (${lineIds}::uuid[]))
    returning lu.unit_id, l.order_id, u.code as unit_code, l.title`.execute(tx.db)
  return rows
}

/** One import of a sale at a time, so that the second finds the order of the first. */
export async function lockSale(tx: Tx, source: string, externalId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${source} ${externalId}`}, 7))`.execute(tx.db)
}

export type Checkout = {
  readonly id: string
  readonly cartId: CartId
  readonly orderId: OrderId
  readonly paymentId: PaymentId
  readonly state: 'open' | 'placed' | 'abandoned'
  readonly draft: OrderDraft
  readonly token: string
  readonly holdUntil: Date
  readonly endedBecause: EndedBecause | null
  readonly createdAt: Date
}

export type NewCheckout = Omit<Checkout, 'state' | 'endedBecause' | 'createdAt' | 'token'> & { readonly lookAt: Date }

const tokenBytes = 18

export async function insertCheckout(tx: Tx, { draft, ...checkout }: NewCheckout): Promise<void> {
  await tx.db
    .insertInto('checkouts')
    .values({
      ...checkout,
      state: 'open',
      request: JSON.stringify(draft),
      token: randomBytes(tokenBytes).toString('base64url'),
      createdAt: tx.now(),
      updatedAt: tx.now(),
    })
    .execute()
}

export async function closeCheckout(
  tx: Tx,
  checkoutId: string,
  { state, because }: { state: 'placed' | 'abandoned'; because?: EndedBecause },
): Promise<void> {
  await tx.db
    .updateTable('checkouts')
    .set({ state, updatedAt: tx.now(), ...(because && { endedBecause: because }) })
    .where('id', '=', checkoutId)
    .where('state', '=', 'open')
    .execute()
}

export const moveHold = (tx: Tx, checkoutId: string, holdUntil: Date): Promise<unknown> =>
  tx.db.updateTable('checkouts').set({ holdUntil }).where('id', '=', checkoutId).execute()

/** The right to look at an open attempt now: of several processes one gets it, the next after `nextAt`. */
export async function takeLook(cx: Cx, checkoutId: string, nextAt: Date): Promise<boolean> {
  const { numUpdatedRows } = await cx.db
    .updateTable('checkouts')
    .set({ lookAt: nextAt })
    .where('id', '=', checkoutId)
    .where('state', '=', 'open')
    .where('lookAt', '<=', cx.now())
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The cart is an order from now on; its lines stay as they were agreed. */
export async function closeCart(tx: Tx, cartId: CartId, orderId: OrderId): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('carts')
    .set({ orderId, updatedAt: tx.now() })
    .where('id', '=', cartId)
    .where('orderId', 'is', null)
    .executeTakeFirst()
  invariant(numUpdatedRows === 1n, 'a cart becomes one order')
}
