import type { OrderId, UnitId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { OrderState } from './orders.ts'

/** The state, with the order's row locked: nobody packs or cancels it until the transaction ends. */
export async function lockOrderState(tx: Tx, orderId: OrderId): Promise<OrderState | undefined> {
  const { rows } = await sql<{
    state: OrderState
  }>`select state from orders where id = ${orderId} for update`.execute(tx.db)
  return rows[0]?.state
}

/** The copies stand behind these lines from now on; a copy that was there before is there again. */
export async function addLineUnits(tx: Tx, units: readonly { unitId: UnitId; lineId: string }[]): Promise<void> {
  if (units.length === 0) return
  await tx.db
    .insertInto('orderLineUnits')
    .values(units.map(({ unitId, lineId }) => ({ unitId, orderLineId: lineId })))
    .onConflict((conflict) => conflict.columns(['orderLineId', 'unitId']).doUpdateSet({ releasedAt: null }))
    .execute()
}

export type UnitOnLine = {
  readonly orderId: OrderId
  readonly title: string
  readonly unitCode: string
  readonly placeCode: string
  /** What the buyer was shown, and what they get. */
  readonly sold: string
  readonly given: string
  /** The copy is another one than was sold. */
  readonly isOther: boolean
}

export async function unitsOnLines(tx: Tx, unitIds: readonly UnitId[]): Promise<UnitOnLine[]> {
  const { rows } = await sql<UnitOnLine>`
    select l.order_id, l.title, u.code as unit_code, pl.code as place_code, l.detail as sold,
      concat_ws('/', v.media_grade, v.sleeve_grade) as given,
      u.variant_id <> l.variant_id and not exists (select 1 from lot_units lot where lot.variant_id = l.variant_id) as is_other
    from order_line_units lu join order_lines l on l.id = lu.order_line_id
    join units u on u.id = lu.unit_id join variants v on v.id = u.variant_id join places pl on pl.id = u.place_id
    where lu.unit_id = any (${unitIds}::uuid[]) and lu.released_at is null order by u.code`.execute(tx.db)
  return rows
}

type LinesOut = {
  readonly orderId: OrderId
  readonly lineIds: readonly string[]
  readonly reason: string
  /** What of their price goes back to the voucher. */
  readonly toVoucherMinor: number
}

/** Records who took the lines out and why, and what the order comes to without them. */
export async function cancelLineRows(tx: Tx, { orderId, lineIds, reason, toVoucherMinor }: LinesOut): Promise<void> {
  await sql`
    with cancelled as (
      insert into order_line_cancellations (order_line_id, reason, at, actor)
      select id, ${reason}, ${tx.now()}, ${tx.actor.id} from order_lines where order_id = ${orderId} and id = any (${lineIds}::uuid[])
      on conflict do nothing returning order_line_id
    ), taken_off as (
      select coalesce(sum(l.total_minor), 0)::int as minor, coalesce(sum(l.discount_minor), 0)::int as discount from cancelled c join order_lines l on l.id = c.order_line_id
    )
    update orders o set items_minor = o.items_minor - t.minor, discount_minor = o.discount_minor - t.discount,
      total_minor = o.total_minor - t.minor + t.discount, voucher_minor = o.voucher_minor - ${toVoucherMinor}::int, updated_at = ${tx.now()}
    from taken_off t where o.id = ${orderId}`.execute(tx.db)
}

/** The copies of this order that were with the buyer; answers them. */
export async function markReturned(
  tx: Tx,
  orderId: OrderId,
  unitIds: readonly UnitId[],
): Promise<{ unitId: UnitId; code: string }[]> {
  const { rows } = await sql<{ unitId: UnitId; code: string }>`
    update order_line_units lu set released_at = ${tx.now()}, returned_at = ${tx.now()} from order_lines l, units u
    where l.id = lu.order_line_id and l.order_id = ${orderId} and u.id = lu.unit_id
      and lu.unit_id = any (${unitIds}::uuid[]) and lu.released_at is null
    returning lu.unit_id, u.code`.execute(tx.db)
  return rows
}
