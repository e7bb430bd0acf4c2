import type { OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { DeliveryChoice, DeliveryMethod, NearbyRelayPoint, RelayPoint } from './delivery.ts'

/** Every method with its prices, in the order of the office. */
export async function listMethods(cx: Cx): Promise<DeliveryMethod[]> {
  const { rows } = await sql<DeliveryMethod>`
    select m.code, m.kind, m.countries, m.is_active, m.value_minor_max, m.media, m.handling_days, m.transit_days_min, m.transit_days_max,
      m.cut_off, m.carrier,
      coalesce((select jsonb_agg(jsonb_build_object('weightGramsMax', r.weight_grams_max, 'priceMinor', r.price_minor) order by r.weight_grams_max)
        from delivery_rates r where r.method_code = m.code), '[]') as rates
    from delivery_methods m order by m.position, m.code`.execute(cx.db)
  return rows
}

/** Refuses `delivery.method-not-found`. */
export async function getMethod(cx: Cx, code: string): Promise<DeliveryMethod> {
  return (await listMethods(cx)).find((method) => method.code === code) ?? refuse('delivery.method-not-found', { code })
}

export type CollectionWindow = { readonly weekday: number; readonly opensAt: string; readonly closesAt: string }

export async function listCollectionHours(cx: Cx): Promise<CollectionWindow[]> {
  const { rows } = await sql<CollectionWindow>`
    select weekday, opens_at, closes_at from collection_hours order by weekday, opens_at`.execute(cx.db)
  return rows
}

export async function findRelayPoint(cx: Cx, id: string): Promise<RelayPoint | undefined> {
  const { rows } = await sql<{ data: RelayPoint }>`select data from relay_points where id = ${id}`.execute(cx.db)
  return rows[0]?.data
}

export type KeptSearch = { readonly points: readonly NearbyRelayPoint[]; readonly foundAt: Date }

export async function findKeptSearch(cx: Cx, key: string): Promise<KeptSearch | undefined> {
  const { rows } = await sql<{ foundAt: Date; points: NearbyRelayPoint[] }>`
    select s.found_at, coalesce((
      select jsonb_agg(p.data || jsonb_build_object('distanceMeters', near.meters) order by near.place)
      from unnest(s.point_ids, s.distances) with ordinality as near (id, meters, place) join relay_points p on p.id = near.id), '[]') as points
    from relay_searches s where s.key = ${key}`.execute(cx.db)
  return rows[0]
}

export type OrderDelivery = { readonly choice: DeliveryChoice; readonly readyAt: Date | null }

/** What the buyer chose beside the method, for pages, papers and labels. */
export async function findOrderDelivery(cx: Cx, orderId: OrderId): Promise<OrderDelivery | undefined> {
  const { rows } = await sql<{ data: DeliveryChoice; readyAt: Date | null }>`
    select data, ready_at from order_deliveries where order_id = ${orderId}`.execute(cx.db)
  const [row] = rows
  return row && { choice: row.data, readyAt: row.readyAt }
}

export type ReadyFacts = {
  readonly number: string
  readonly accessToken: string
  readonly lang: string
  readonly name: string
  readonly email: string | null
  readonly state: string
}

export async function readyFacts(cx: Cx, orderId: OrderId): Promise<ReadyFacts | undefined> {
  const { rows } = await sql<ReadyFacts>`
    select number, access_token, lang, buyer ->> 'name' as name, buyer ->> 'email' as email, state from orders where id = ${orderId}`.execute(
    cx.db,
  )
  return rows[0]
}
