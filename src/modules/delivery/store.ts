import { newId, type OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { DeliveryChoice, DeliveryMethod, NearbyRelayPoint } from './delivery.ts'
import type { CollectionWindow } from './queries.ts'

/** Writes a method with its prices as they now are, and the version into its history. */
export async function saveMethodRow(tx: Tx, method: DeliveryMethod): Promise<void> {
  await sql`
    insert into delivery_methods (code, kind, countries, position, is_active, value_minor_max, media, handling_days, transit_days_min,
      transit_days_max, cut_off, carrier, updated_at, updated_by)
    values (${method.code}, ${method.kind}, ${method.countries}, (select coalesce(max(position), 0) + 1 from delivery_methods), ${method.isActive},
      ${method.valueMinorMax}, ${method.media}, ${method.handlingDays}, ${method.transitDaysMin}, ${method.transitDaysMax}, ${method.cutOff},
      ${method.carrier}, ${tx.now()}, ${tx.actor.id})
    on conflict (code) do update set kind = excluded.kind, countries = excluded.countries, is_active = excluded.is_active,
      value_minor_max = excluded.value_minor_max, media = excluded.media, handling_days = excluded.handling_days,
      transit_days_min = excluded.transit_days_min, transit_days_max = excluded.transit_days_max, cut_off = excluded.cut_off,
      carrier = excluded.carrier, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(tx.db)
  await sql`delete from delivery_rates where method_code = ${method.code}`.execute(tx.db)
  await sql`
    insert into delivery_rates (method_code, weight_grams_max, price_minor)
    select ${method.code}, * from unnest(${method.rates.map((rate) => rate.weightGramsMax)}::int[], ${method.rates.map((rate) => rate.priceMinor)}::int[])`.execute(
    tx.db,
  )
  await sql`
    insert into delivery_method_events (method_code, data, at, actor)
    values (${method.code}, ${JSON.stringify(method)}::jsonb, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

export async function replaceCollectionHours(tx: Tx, windows: readonly CollectionWindow[]): Promise<void> {
  await sql`delete from collection_hours`.execute(tx.db)
  for (const { weekday, opensAt, closesAt } of windows) {
    await tx.db
      .insertInto('collectionHours')
      .values({ id: newId(tx.now()), weekday, opensAt, closesAt })
      .execute()
  }
}

/** The newest answer wins; two searches at once leave one. Points are written in one order, so that they cannot wait for each other. */
export async function keepSearch(tx: Tx, key: string, points: readonly NearbyRelayPoint[]): Promise<void> {
  for (const { distanceMeters, ...point } of points.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    await sql`
      insert into relay_points (id, carrier, data, seen_at) values (${point.id}, ${point.carrier}, ${JSON.stringify(point)}::jsonb, ${tx.now()})
      on conflict (id) do update set data = excluded.data, seen_at = excluded.seen_at`.execute(tx.db)
  }
  await sql`
    insert into relay_searches (key, point_ids, distances, found_at)
    values (${key}, ${points.map(({ id }) => id)}::text[], ${points.map(({ distanceMeters }) => distanceMeters)}::int[], ${tx.now()})
    on conflict (key) do update set point_ids = excluded.point_ids, distances = excluded.distances, found_at = excluded.found_at`.execute(
    tx.db,
  )
}

export async function insertOrderDelivery(tx: Tx, orderId: OrderId, choice: DeliveryChoice): Promise<void> {
  const collectDay = choice.kind === 'relay' ? null : choice.day
  const marketDayId = choice.kind === 'stall' ? choice.marketDayId : null
  await sql`
    insert into order_deliveries (order_id, kind, data, collect_day, market_day_id)
    values (${orderId}, ${choice.kind}, ${JSON.stringify(choice)}::jsonb, ${collectDay}, ${marketDayId})`.execute(tx.db)
}

/** False when the buyer was told before, or there is nothing to collect. */
export async function markReady(tx: Tx, orderId: OrderId): Promise<boolean> {
  const { rows } = await sql`
    update order_deliveries set ready_at = ${tx.now()}, ready_by = ${tx.actor.id}
    where order_id = ${orderId} and kind <> 'relay' and ready_at is null returning order_id`.execute(tx.db)
  return rows.length > 0
}
