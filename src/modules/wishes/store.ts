import type { CustomerId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { AlertState, Limits, WishId, WishKind, WishListId } from './wishes.ts'

type NewList = {
  readonly id: WishListId
  readonly token: string
  readonly alertKey: string
  readonly customerId: CustomerId | null
  readonly lang: string
}

/** A customer has one list: of two browsers that open it at once one does, and both use it. */
export async function insertList(tx: Tx, list: NewList): Promise<void> {
  await sql`
    insert into wish_lists (id, token, customer_id, lang, alerts, alert_key, created_at, seen_at)
    values (${list.id}, ${list.token}, ${list.customerId}, ${list.lang}, 'off', ${list.alertKey}, ${tx.now()}, ${tx.now()})
    on conflict (customer_id) do nothing`.execute(tx.db)
}

/** Changes of one list go one after the other. */
export async function lockList(tx: Tx, id: WishListId): Promise<void> {
  await sql`select from wish_lists where id = ${id} for update`.execute(tx.db)
}

export async function touchList(tx: Tx, id: WishListId): Promise<void> {
  await sql`update wish_lists set seen_at = ${tx.now()} where id = ${id}`.execute(tx.db)
}

export type NewWish = Limits & {
  readonly id: WishId
  readonly listId: WishListId
  readonly kind: WishKind
  readonly productId: string | null
  readonly isAnyPressing: boolean
  readonly artist: string | null
  readonly criteria: string | null
  readonly key: string
  readonly label: string
}

/** False when the list has this wish already. */
export async function insertWish(tx: Tx, wish: NewWish): Promise<boolean> {
  const { rows } = await sql`
    insert into wishes (id, list_id, kind, product_id, is_any_pressing, artist, criteria, key, label, grade_min, price_max_minor, created_at)
    values (${wish.id}, ${wish.listId}, ${wish.kind}, ${wish.productId}, ${wish.isAnyPressing}, ${wish.artist}, ${wish.criteria}::jsonb,
      ${wish.key}, ${wish.label}, ${wish.gradeMin}, ${wish.priceMaxMinor}, ${tx.now()})
    on conflict (list_id, key) where ended_at is null do nothing returning id`.execute(tx.db)
  return rows.length > 0
}

export async function setLimits(
  tx: Tx,
  wishId: WishId,
  { gradeMin, priceMaxMinor, isAnyPressing }: Limits & { isAnyPressing: boolean },
): Promise<void> {
  await sql`
    update wishes set grade_min = ${gradeMin}, price_max_minor = ${priceMaxMinor}, is_any_pressing = ${isAnyPressing} and kind = 'product'
    where id = ${wishId}`.execute(tx.db)
}

/** False when it had ended already. */
export async function endWish(tx: Tx, wishId: WishId): Promise<boolean> {
  const { rows } = await sql`
    update wishes set ended_at = ${tx.now()}, end_reason = 'removed' where id = ${wishId} and ended_at is null returning id`.execute(
    tx.db,
  )
  return rows.length > 0
}

type Alerts = { readonly alerts: AlertState; readonly email?: string; readonly alertKey?: string }

export async function setAlerts(tx: Tx, id: WishListId, { alerts, email = '', alertKey = '' }: Alerts): Promise<void> {
  await sql`
    update wish_lists set alerts = ${alerts}, email = coalesce(nullif(${email}, ''), email), alert_key = coalesce(nullif(${alertKey}, ''), alert_key),
      seen_at = ${tx.now()} where id = ${id}`.execute(tx.db)
}

export async function insertWishEvent(
  tx: Tx,
  listId: WishListId,
  {
    what,
    wishId = null,
    data = {},
  }: { what: string; wishId?: WishId | null; data?: Readonly<Record<string, unknown>> },
): Promise<void> {
  await sql`
    insert into wish_events (list_id, wish_id, what, data, at, by)
    values (${listId}, ${wishId}, ${what}, ${JSON.stringify(data)}::jsonb, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

/** What both lists hold stays once, with what was mailed about it; the emptied list goes. */
export async function mergeLists(tx: Tx, { from, to }: { from: WishListId; to: WishListId }): Promise<void> {
  await sql`
    update wishes w set ended_at = ${tx.now()}, end_reason = 'merged'
    where w.list_id = ${from} and w.ended_at is null
      and exists (select from wishes o where o.list_id = ${to} and o.ended_at is null and o.key = w.key)`.execute(tx.db)
  await sql`update wishes set list_id = ${to} where list_id = ${from}`.execute(tx.db)
  await sql`update wish_events set list_id = ${to} where list_id = ${from}`.execute(tx.db)
  await sql`delete from wish_lists where id = ${from}`.execute(tx.db)
}

/** Lists nobody has used for so long go; addresses that never confirmed go sooner. */
export async function forgetLists(
  tx: Tx,
  { unusedDays, alertedDays, askedDays }: { unusedDays: number; alertedDays: number; askedDays: number },
): Promise<void> {
  await sql`
    delete from wish_lists where seen_at < ${tx.now()}::timestamptz - make_interval(days => case when alerts = 'on' then ${alertedDays}::int else ${unusedDays}::int end)`.execute(
    tx.db,
  )
  await sql`
    with forgotten as (
      update wish_lists set alerts = 'off', email = null
      where alerts = 'asked' and seen_at < ${tx.now()}::timestamptz - make_interval(days => ${askedDays}::int) returning id)
    insert into wish_events (list_id, what, at, by) select id, 'address-forgotten', ${tx.now()}, ${tx.actor.id} from forgotten`.execute(
    tx.db,
  )
}

export async function deleteListsOf(
  tx: Tx,
  { customerIds, emails }: { customerIds: readonly CustomerId[]; emails: readonly string[] },
): Promise<void> {
  await sql`
    delete from wish_lists where customer_id = any (${customerIds}::uuid[])
      or lower(email) = any (${emails}::text[])`.execute(tx.db)
}
