import type { OrderId, PaymentId, VariantId } from '#kernel/ids'
import type { JsonObject } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { IncidentDecision } from './resolve-incident.ts'
import type { IncidentId } from './store-incidents.ts'

export type IncidentView = {
  readonly id: IncidentId
  readonly kind: string
  readonly account: string | null
  readonly channel: string | null
  readonly orderId: OrderId | null
  readonly orderNumber: string | null
  readonly variantId: VariantId | null
  readonly title: string | null
  readonly externalId: string | null
  readonly data: JsonObject
  /** What a program decided or found out, and why; see `settleIncident`. */
  readonly decision: IncidentDecision | null
  readonly decidedAt: Date | null
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly closedBy: string | null
  readonly resolution: string | null
}

const incidentsMax = 200

const incidentRows = sql`
  select i.id, i.kind, a.label as account, a.channel, i.order_id, o.number as order_number, i.variant_id,
    nullif(concat_ws(' – ', nullif(p.artist, ''), p.title), '') as title, i.external_id, i.data, i.decision, i.decided_at,
    i.opened_at, i.closed_at, i.closed_by, i.resolution
  from incidents i left join channel_accounts a on a.id = i.account_id left join orders o on o.id = i.order_id
  left join variants v on v.id = i.variant_id left join products p on p.id = v.product_id`

/** Open incidents, oldest first (or the closed ones, latest first). */
export async function listIncidents(cx: Cx, { isOpen }: { isOpen: boolean }): Promise<IncidentView[]> {
  const { rows } = await sql<IncidentView>`
    ${incidentRows} where (i.closed_at is null) = ${isOpen}
    order by case when ${isOpen} then i.opened_at end, i.closed_at desc limit ${incidentsMax}`.execute(cx.db)
  return rows
}

export async function incidentOf(cx: Cx, incidentId: IncidentId): Promise<IncidentView | undefined> {
  const { rows } = await sql<IncidentView>`${incidentRows} where i.id = ${incidentId}`.execute(cx.db)
  return rows[0]
}

/** Where the copies of these variants are and who holds them, in the words of a claim's holder (`order:…`, `cart:…`). */
export async function holdersOf(cx: Cx, variantIds: readonly VariantId[]): Promise<Map<VariantId, JsonObject[]>> {
  const { rows } = await sql<{
    variantId: VariantId
    unitCode: string
    placeCode: string
    heldBy: string | null
    orderNumber: string | null
  }>`
    select w.id as variant_id, u.code as unit_code, p.code as place_code, c.holder as held_by, o.number as order_number
    from unnest(${variantIds}::uuid[]) w (id)
    join lateral (select id, code, place_id from units where variant_id = w.id
      union select u.id, u.code, u.place_id from lot_units l join units u on u.id = l.unit_id where l.variant_id = w.id) u on true
    join places p on p.id = u.place_id
    left join claims c on c.unit_id = u.id and c.ended_at is null
    left join orders o on c.holder = 'order:' || o.id
    order by u.code`.execute(cx.db)
  const holders = new Map<VariantId, JsonObject[]>()
  for (const { variantId, ...unit } of rows) holders.set(variantId, [...(holders.get(variantId) ?? []), unit])
  return holders
}

export type PaidFor = {
  /** Null when the checkout never became an order. */
  readonly orderId: OrderId | null
  readonly buyer: string | null
  readonly provider: string
  readonly amountMinor: number
}

export async function paidFor(cx: Cx, paymentId: PaymentId): Promise<PaidFor | undefined> {
  const { rows } = await sql<PaidFor>`
    select o.id as order_id, coalesce(o.buyer, c.request -> 'buyer') ->> 'name' as buyer, p.provider, p.amount_minor
    from payments p left join orders o on p.reference = 'order:' || o.id left join checkouts c on c.payment_id = p.id
    where p.id = ${paymentId} limit 1`.execute(cx.db)
  return rows[0]
}
