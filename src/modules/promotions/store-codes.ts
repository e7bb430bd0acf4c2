import type { CartId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

/** The codes of a cart; its row stays locked, which orders those who enter codes at the same moment. */
export async function lockCartCodes(tx: Tx, cartId: CartId): Promise<string[]> {
  await sql`select id from carts where id = ${cartId} for update`.execute(tx.db)
  const { rows } = await sql<{ code: string }>`select code from cart_codes where cart_id = ${cartId}`.execute(tx.db)
  return rows.map(({ code }) => code)
}

export async function insertCartCode(tx: Tx, cartId: CartId, code: string): Promise<void> {
  await sql`
    insert into cart_codes (cart_id, code, entered_at) values (${cartId}, ${code}, ${tx.now()}) on conflict do nothing`.execute(
    tx.db,
  )
}

export async function deleteCartCode(tx: Tx, cartId: CartId, code: string): Promise<void> {
  await sql`delete from cart_codes where cart_id = ${cartId} and code = ${code}`.execute(tx.db)
}
