import type { OrderId } from '#kernel/ids'
import type { Address, Buyer } from '#modules/customers'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

/** False when nothing changed or the order is over. */
export async function saveDelivery(
  tx: Tx,
  orderId: OrderId,
  { buyer: { name, email, phone }, address }: { buyer: Buyer; address: Address },
): Promise<boolean> {
  const buyer = JSON.stringify({ name, email, phone })
  const { rows } = await sql`
    update orders set buyer = buyer || ${buyer}::jsonb, shipping_address = ${JSON.stringify(address)}::jsonb, updated_at = ${tx.now()}
    where id = ${orderId} and state not in ('sent', 'cancelled')
      and (shipping_address <> ${JSON.stringify(address)}::jsonb or not buyer @> ${buyer}::jsonb)
    returning id`.execute(tx.db)
  return rows.length > 0
}
