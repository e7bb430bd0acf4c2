import { refuse } from '#kernel/refusal'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Promotion } from './promotion.ts'

/** Anything that counts uses or buyers is decided one order at a time: its row is locked until the order stands. */
const isCounted = ({ usesMax, terms }: Promotion): boolean =>
  usesMax !== null || terms.usesPerCustomerMax !== null || terms.isFirstOrderOnly

/** Locks, in one order for everybody, the promotions whose limits the quote that follows must see as they are. */
export async function lockCounted(tx: Tx, promotions: readonly Promotion[]): Promise<boolean> {
  const ids = promotions.filter(isCounted).map(({ id }) => id)
  if (ids.length === 0) return false
  await sql`select id from promotions where id = any (${ids}::uuid[]) order by id for update`.execute(tx.db)
  return true
}

export type Uses = {
  readonly orderId: string
  readonly email: string
  readonly uses: readonly { readonly promotionId: string; readonly amountMinor: number }[]
}

/** Takes the uses for an order, in its transaction. Refuses `promotion.used-up` when a limit is reached meanwhile. */
export async function takeUses(tx: Tx, { orderId, email, uses }: Uses): Promise<void> {
  if (uses.length === 0) return
  const { rows } = await sql<{ counted: number }>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(uses.map(({ promotionId, amountMinor }) => ({ id: promotionId, amount: amountMinor })))}::jsonb) as u (id uuid, amount int)
    ), counted as (
      update promotions p set uses_count = uses_count + 1 from wanted w where p.id = w.id and p.uses_max is not null and p.uses_count < p.uses_max returning p.id
    ), taken as (
      insert into promotion_uses (promotion_id, order_id, customer_key, amount_minor, used_at)
      select w.id, ${orderId}::uuid, lower(${email}), w.amount, ${tx.now()} from wanted w join promotions p on p.id = w.id
      where p.uses_max is null or p.id in (select id from counted)
      returning promotion_id
    )
    select count(*)::int as counted from taken`.execute(tx.db)
  if ((rows[0]?.counted ?? 0) < uses.length) refuse('promotion.used-up', { orderId })
}

/** Gives the uses of an order back: abandoned, or cancelled. Repeating it changes nothing. */
export async function releaseUses(tx: Tx, orderId: string): Promise<void> {
  await sql`
    with released as (
      update promotion_uses set released_at = ${tx.now()} where order_id = ${orderId} and released_at is null returning promotion_id
    )
    update promotions p set uses_count = greatest(0, uses_count - 1) from released r where p.id = r.promotion_id and p.uses_max is not null`.execute(
    tx.db,
  )
}
