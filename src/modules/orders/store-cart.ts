import type { CartId, UnitId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { CartLineId, LockedCart } from './cart.ts'

/** Locks the cart until the transaction ends, making it when `lang` is given and it is new: a cart changes one request at a time. */
export async function lockCart(tx: Tx, cartId: CartId, lang?: string): Promise<LockedCart | undefined> {
  const touched =
    lang === undefined
      ? sql`update carts set updated_at = ${tx.now()} where id = ${cartId} returning id, order_id`
      : sql`insert into carts (id, lang, created_at, updated_at) values (${cartId}, ${lang}, ${tx.now()}, ${tx.now()})
          on conflict (id) do update set updated_at = excluded.updated_at returning id, order_id`
  const { rows } = await sql<Pick<LockedCart, 'id' | 'orderId'>>`${touched}`.execute(tx.db)
  const cart = rows[0]
  if (!cart) return undefined
  // A statement of its own: while we waited for the lock, another request may have begun to pay.
  const open = await tx.db
    .selectFrom('checkouts')
    .select('id')
    .where('cartId', '=', cartId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return { ...cart, openCheckoutId: open?.id ?? null }
}

export type NewCartLine = {
  readonly lineId: CartLineId
  readonly cartId: CartId
  readonly variantId: VariantId
  readonly quantity: number
}

/** Adds the line, or its quantity to the line of the same variant, and the copies that stand behind it. */
export async function addCartLine(tx: Tx, line: NewCartLine, unitIds: readonly UnitId[]): Promise<void> {
  await sql`
    with line as (
      insert into cart_lines (id, cart_id, variant_id, quantity, added_at)
      values (${line.lineId}, ${line.cartId}, ${line.variantId}, ${line.quantity}, ${tx.now()})
      on conflict (cart_id, variant_id) do update set quantity = cart_lines.quantity + excluded.quantity
      returning id
    )
    insert into cart_line_units (cart_line_id, unit_id) select line.id, unnest(${unitIds}::uuid[]) from line
    on conflict do nothing`.execute(tx.db)
}

/** Removes a line and answers its copies; undefined when the cart has no such line. */
export async function removeCartLine(tx: Tx, cartId: CartId, lineId: CartLineId): Promise<UnitId[] | undefined> {
  const { rows } = await sql<{ unitIds: UnitId[] }>`
    with units as (select array_agg(unit_id) as unit_ids from cart_line_units where cart_line_id = ${lineId}),
      removed as (delete from cart_lines where id = ${lineId} and cart_id = ${cartId} returning id)
    select coalesce(units.unit_ids, '{}') as unit_ids from removed, units`.execute(tx.db)
  return rows[0]?.unitIds
}

/** Other copies of the same goods stand behind the line from now on. */
export async function replaceLineUnits(
  tx: Tx,
  lineId: CartLineId,
  { lost, won }: { lost: readonly UnitId[]; won: readonly UnitId[] },
): Promise<void> {
  await sql`
    with gone as (delete from cart_line_units where cart_line_id = ${lineId} and unit_id = any (${lost}::uuid[]))
    insert into cart_line_units (cart_line_id, unit_id) select ${lineId}, unnest(${won}::uuid[]) on conflict do nothing`.execute(
    tx.db,
  )
}
