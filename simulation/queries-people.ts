import type { OrderId, UnitId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** What people in the shop see on their screens. */
export async function unitsToCheck(cx: Cx): Promise<UnitId[]> {
  const { rows } = await sql<{ id: UnitId }>`
    select u.id from units u join places p on p.id = u.place_id where p.code = 'TO-CHECK' order by u.id limit 20`.execute(
    cx.db,
  )
  return rows.map(({ id }) => id)
}

export async function awaitedOrders(cx: Cx): Promise<OrderId[]> {
  const { rows } = await sql<{ id: OrderId }>`
    select id from orders where state = 'placed' and payment_method = 'bank-transfer' order by placed_at, id limit 1`.execute(
    cx.db,
  )
  return rows.map(({ id }) => id)
}
