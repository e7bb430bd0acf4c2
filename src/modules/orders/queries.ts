import type { CustomerId, OrderId, UnitId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Address, Buyer } from '#modules/customers'
import { listPayments, type PaymentView } from '#modules/payments'
import type { TaxScheme } from '#modules/taxes'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { type MoveChoice, moveChoices, type OrderState, orderReference } from './orders.ts'
import { payUntilOf } from './transfers.ts'

export type OrderSummary = {
  readonly id: OrderId
  readonly number: string
  readonly source: string
  readonly externalId: string | null
  readonly state: OrderState
  readonly buyerName: string
  readonly country: string
  readonly firstTitle: string
  readonly itemsCount: number
  readonly totalMinor: number
  readonly discountMinor: number
  readonly deliveryMinor: number
  readonly voucherMinor: number
  readonly deliveryMethod: string
  readonly paymentMethod: string
  readonly placedAt: Date
  /** A line has no copy: it was sold elsewhere first. */
  readonly isMissingCopy: boolean
}

export type OrderFilter = {
  readonly state?: OrderState | undefined
  /** `shop`, `api`, `channel:<account id>`, or `channel` for all marketplaces. */
  readonly source?: string | undefined
  /** Part of the number, the marketplace's number, or the buyer's name or e-mail address. */
  readonly text?: string | undefined
  readonly customerIds?: readonly CustomerId[] | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

const missingCopy = sql<boolean>`exists (
  select 1 from order_lines l where l.order_id = o.id and o.state <> 'cancelled' and l.kind = 'goods'
    and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)
    and not exists (select 1 from order_line_units u where u.order_line_id = l.id and (u.released_at is null or u.returned_at is not null)))`

/** Newest first. `nextCursor` is null on the last page. */
export async function listOrders(
  cx: Cx,
  filter: OrderFilter = {},
): Promise<{ items: OrderSummary[]; nextCursor: string | null }> {
  const { state = null, source = null, text = '', customerIds = null, cursor, limit = 50 } = filter
  const after = cursor === undefined ? undefined : parseCursor(cursor)
  const { rows } = await sql<OrderSummary>`
    with page as (
      select * from orders o
      where (${state}::text is null or o.state = ${state})
        and (${source}::text is null or o.source = ${source} or (${source} = 'channel' and o.source like 'channel:%'))
        and (${text} = '' or o.search_text like ${`%${escapeLike(text.toLowerCase())}%`})
        and (${customerIds}::uuid[] is null or o.customer_id = any (${customerIds}::uuid[]))
        and (${after?.placedAt ?? null}::timestamptz is null or (o.placed_at, o.id) < (${after?.placedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by o.placed_at desc, o.id desc limit ${limit + 1})
    select o.id, o.number, o.source, o.external_id, o.state, o.buyer ->> 'name' as buyer_name, o.shipping_address ->> 'country' as country,
      coalesce((select l.title from order_lines l where l.order_id = o.id order by l.position limit 1), '') as first_title,
      (select coalesce(sum(l.quantity), 0)::int from order_lines l where l.order_id = o.id) as items_count,
      o.total_minor, o.discount_minor, o.delivery_minor, o.voucher_minor, o.delivery_method, o.payment_method, o.placed_at, ${missingCopy} as is_missing_copy
    from page o order by o.placed_at desc, o.id desc`.execute(cx.db)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? `${last.placedAt.toISOString()}_${last.id}` : null }
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

const cursorPattern = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/

/** A cursor that is not ours starts from the beginning. */
function parseCursor(cursor: string): { placedAt: string; id: string } | undefined {
  const match = cursorPattern.exec(cursor)
  return match?.[1] && match[2] ? { placedAt: match[1], id: match[2] } : undefined
}

export type OrderUnit = {
  readonly id: UnitId
  readonly code: string
  readonly placeCode: string
  readonly releasedAt: Date | null
}

export type OrderLineView = {
  readonly id: string
  readonly position: number
  readonly variantId: VariantId | null
  readonly externalLineId: string | null
  readonly title: string
  readonly detail: string
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly totalMinor: number
  readonly discountMinor: number
  readonly kind: 'goods' | 'voucher'
  /** How it is taxed; null until that is recorded, right after the order was placed. */
  readonly tax: LineTax | null
  readonly slug: string | null
  /** The seller could not serve it; the order stands without it. */
  readonly isCancelled: boolean
  readonly units: readonly OrderUnit[]
}

export type OrderEventView = {
  readonly at: Date
  readonly actor: string
  /** `orders:event.<what>` is the i18n key of its sentence. */
  readonly what: string
  readonly fromState: OrderState | null
  readonly toState: OrderState | null
  readonly data: Readonly<Record<string, unknown>>
}

export type LineTax = {
  readonly scheme: TaxScheme
  readonly country: string
  readonly rateBasisPoints: number
  readonly baseMinor: number
  readonly vatMinor: number
}

/** What one promotion took off what is still ordered; `isDelivery` when off the delivery. */
export type OrderDiscount = {
  readonly promotionId: string | null
  readonly name: string
  readonly code: string | null
  readonly isDelivery: boolean
  readonly amountMinor: number
}

type OrderRow = {
  readonly id: OrderId
  readonly number: string
  readonly source: string
  readonly externalId: string | null
  readonly state: OrderState
  readonly customerId: CustomerId
  readonly buyer: Buyer
  readonly address: Address
  readonly lang: string
  readonly deliveryMethod: string
  readonly paymentMethod: string
  readonly itemsMinor: number
  readonly discountMinor: number
  readonly deliveryMinor: number
  readonly totalMinor: number
  /** Paid with a gift voucher, and what is paid otherwise. */
  readonly voucherMinor: number
  readonly dueMinor: number
  readonly discounts: readonly OrderDiscount[]
  readonly accessToken: string
  readonly placedAt: Date
  readonly isMissingCopy: boolean
}

export type OrderView = OrderRow & {
  readonly lines: readonly OrderLineView[]
  readonly payments: readonly PaymentView[]
  readonly events: readonly OrderEventView[]
  readonly moves: readonly MoveChoice[]
  /** Until when a bank transfer is waited for; null when the order is not cancelled by itself. */
  readonly payUntil: Date | null
}

/** Everything about one order. Refuses `order.not-found`. */
export async function getOrder(cx: Cx, orderId: OrderId): Promise<OrderView> {
  const order = await findOrderRow(cx, sql`o.id = ${orderId}`)
  if (!order) refuse('order.not-found', { orderId })
  return complete(cx, order)
}

/** The buyer's tracking page: whoever has the token may read the order. */
export async function orderByAccessToken(cx: Cx, accessToken: string): Promise<OrderView | undefined> {
  const order = await findOrderRow(cx, sql`o.access_token = ${accessToken}`)
  return order && complete(cx, order)
}

const orderDiscounts = sql`coalesce((select jsonb_agg(d order by d."isDelivery", d.name) from (
  select promotion_id as "promotionId", name, code, order_line_id is null as "isDelivery", sum(amount_minor)::int as "amountMinor"
  from order_discounts where order_id = o.id and not exists (select 1 from order_line_cancellations c where c.order_line_id = order_discounts.order_line_id)
  group by 1, 2, 3, 4) d), '[]')`

async function findOrderRow(cx: Cx, condition: ReturnType<typeof sql>): Promise<OrderRow | undefined> {
  const { rows } = await sql<OrderRow>`
    select o.id, o.number, o.source, o.external_id, o.state, o.customer_id, o.buyer, o.shipping_address as address, o.lang, o.delivery_method,
      o.payment_method, o.items_minor, o.discount_minor, o.delivery_minor, o.total_minor, o.voucher_minor, o.due_minor, o.access_token, o.placed_at,
      ${orderDiscounts} as discounts, ${missingCopy} as is_missing_copy
    from orders o where ${condition}`.execute(cx.db)
  return rows[0]
}

async function complete(cx: Cx, order: OrderRow): Promise<OrderView> {
  const [lines, payments, events] = await Promise.all([
    orderLines(cx, order.id),
    listPayments(cx, orderReference(order.id)),
    orderEvents(cx, order.id),
  ])
  const isCardPending = payments.some((payment) => payment.state === 'authorised')
  return {
    ...order,
    lines,
    payments,
    events,
    moves: moveChoices({ ...order, isCardPending }),
    payUntil: payUntilOf({ ...order, events }),
  }
}

async function orderLines(cx: Cx, orderId: OrderId): Promise<OrderLineView[]> {
  const { rows } = await sql<OrderLineView>`
    select l.id, l.position, l.variant_id, l.external_line_id, l.title, l.detail, l.quantity, l.unit_price_minor, l.total_minor, l.discount_minor, l.kind, p.slug,
      (select jsonb_build_object('scheme', t.scheme, 'country', t.country, 'rateBasisPoints', t.rate_basis_points, 'baseMinor', t.base_minor,
        'vatMinor', t.vat_minor) from order_line_taxes t where t.order_line_id = l.id) as tax,
      exists (select 1 from order_line_cancellations c where c.order_line_id = l.id) as is_cancelled,
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'code', u.code, 'placeCode', pl.code, 'releasedAt', lu.released_at) order by u.code)
        from order_line_units lu join units u on u.id = lu.unit_id join places pl on pl.id = u.place_id where lu.order_line_id = l.id), '[]') as units
    from order_lines l left join variants v on v.id = l.variant_id left join products p on p.id = v.product_id
    where l.order_id = ${orderId} order by l.position`.execute(cx.db)
  return rows
}

async function orderEvents(cx: Cx, orderId: OrderId): Promise<OrderEventView[]> {
  const { rows } = await sql<OrderEventView>`
    select at, actor, what, from_state, to_state, data from order_events where order_id = ${orderId} order by id limit 500`.execute(
    cx.db,
  )
  return rows
}

export type MailFacts = {
  readonly source: string
  readonly number: string
  readonly accessToken: string
  readonly lang: string
  readonly name: string
  readonly email: string | null
  readonly totalMinor: number
  readonly dueMinor: number
}

export async function mailFacts(cx: Cx, orderId: OrderId): Promise<MailFacts | undefined> {
  const { rows } = await sql<MailFacts>`
    select o.source, o.number, o.access_token, o.lang, o.buyer ->> 'name' as name, o.buyer ->> 'email' as email, o.total_minor, o.due_minor
    from orders o where o.id = ${orderId}`.execute(cx.db)
  return rows[0]
}
