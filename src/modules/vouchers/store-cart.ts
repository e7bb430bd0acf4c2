import type { CartId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

export async function upsertCartVoucher(tx: Tx, cartId: CartId, voucherId: string): Promise<void> {
  await sql`
    insert into cart_vouchers (cart_id, voucher_id, entered_at) values (${cartId}, ${voucherId}, ${tx.now()})
    on conflict (cart_id) do update set voucher_id = excluded.voucher_id, entered_at = excluded.entered_at`.execute(
    tx.db,
  )
}

export async function deleteCartVoucher(tx: Tx, cartId: CartId): Promise<void> {
  await sql`delete from cart_vouchers where cart_id = ${cartId}`.execute(tx.db)
}
