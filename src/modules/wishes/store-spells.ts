import type { ProductId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Spell } from './queries.ts'
import { gradeOrder, type WishListId } from './wishes.ts'

type Changed = { readonly productIds: readonly ProductId[]; readonly variantIds: readonly VariantId[] }

const changedVariants = ({ productIds, variantIds }: Changed) => sql`
  select unnest(${variantIds}::uuid[]) as id union select id from variants where product_id = any (${productIds}::uuid[])`

/** Brings the spells up to what is on sale now. Called in the transaction that has just renewed the shelf's items. */
export async function followShelf(tx: Tx, changed: Changed): Promise<void> {
  await sql`
    with changed as materialized (${changedVariants(changed)}), ended as (
      update shelf_spells sp set ended_at = ${tx.now()}, looked_at = coalesce(sp.looked_at, ${tx.now()})
      from changed left join shelf_items s on s.variant_id = changed.id
      where sp.variant_id = changed.id and sp.ended_at is null and s.price_minor is distinct from sp.price_minor
      returning sp.variant_id, sp.price_minor
    )
    insert into shelf_spells (variant_id, began_because, price_minor, began_at, looked_at)
    select s.variant_id, case when ended.variant_id is null then 'came' when s.price_minor < ended.price_minor then 'cheaper' else 'dearer' end,
      s.price_minor, ${tx.now()}, case when s.price_minor > ended.price_minor then ${tx.now()}::timestamptz end
    from changed join shelf_items s on s.variant_id = changed.id left join ended on ended.variant_id = s.variant_id
    where ended.variant_id is not null or not exists (select from shelf_spells o where o.variant_id = s.variant_id and o.ended_at is null)`.execute(
    tx.db,
  )
}

/** What a copy says of itself has changed, its grade perhaps: the wishes are looked through again. */
export async function lookAgain(tx: Tx, changed: Changed): Promise<void> {
  await sql`
    update shelf_spells set looked_at = null
    where ended_at is null and began_because <> 'dearer' and variant_id in (${changedVariants(changed)})`.execute(tx.db)
}

/**
 * Marks these spells as looked through, at the end of the transaction that found their hits, and says how many. Nothing
 * is locked while wishes are looked through: the sale of a copy ends its spell and must not wait for that. What has
 * changed since it was read, or is being changed, stays owed.
 */
export async function markLooked(tx: Tx, spells: readonly Spell[]): Promise<number> {
  const { numAffectedRows } = await sql`
    with unchanged as (
      select sp.id from shelf_spells sp
      join unnest(${spells.map(({ id }) => id)}::bigint[], ${spells.map(({ version }) => version)}::xid[]) as seen (id, version)
        on seen.id = sp.id and seen.version = sp.xmin
      order by sp.id for update of sp skip locked)
    update shelf_spells sp set looked_at = ${tx.now()} from unchanged where sp.id = unchanged.id`.execute(tx.db)
  return Number(numAffectedRows ?? 0)
}

const dueAgain = sql`
  on conflict (wish_id, variant_id) do update set state = 'due', because = excluded.because, price_minor = excluded.price_minor,
    found_at = excluded.found_at, changed_at = excluded.changed_at where wish_hits.state = 'gone'`

/** Hits of wishes for products and artists among these spells. */
export async function insertHits(tx: Tx, spells: readonly Spell[]): Promise<void> {
  await sql`
    with fresh as materialized (
      select sp.began_because, sp.began_at, s.variant_id, s.product_id, s.price_minor, s.grade, p.artist, work_key(p.artist, p.title) as work
      from shelf_spells sp join shelf_items s on s.variant_id = sp.variant_id join products p on p.id = s.product_id
      where sp.id = any (${spells.map(({ id }) => id)}::bigint[]) and sp.ended_at is null
    ), any_pressing as materialized (
      select w.*, work_key(p.artist, p.title) as work from wishes w join products p on p.id = w.product_id where w.is_any_pressing and w.ended_at is null
    ), wished as (
      select w.id, f.variant_id from fresh f join wishes w on w.product_id = f.product_id
      union select w.id, f.variant_id from fresh f join any_pressing w on w.work = f.work
      union select w.id, f.variant_id from fresh f join wishes w on w.artist = lower(left(f.artist, 200)) and f.artist <> ''
    )
    insert into wish_hits (wish_id, variant_id, because, price_minor, state, found_at, changed_at)
    select w.id, f.variant_id, f.began_because, f.price_minor, 'due', ${tx.now()}::timestamptz, ${tx.now()}::timestamptz
    from wished join wishes w on w.id = wished.id join fresh f on f.variant_id = wished.variant_id
    where w.ended_at is null and w.created_at < f.began_at and (w.price_max_minor is null or f.price_minor <= w.price_max_minor)
      and (w.grade_min is null or array_position(${gradeOrder}::text[], f.grade) <= array_position(${gradeOrder}::text[], w.grade_min))
    order by w.id, f.variant_id ${dueAgain}`.execute(tx.db)
}

/** Hits of one search, which every list with this key wished. */
export async function insertSearchHits(
  tx: Tx,
  key: string,
  { spells, variantIds }: { spells: readonly Spell[]; variantIds: readonly VariantId[] },
): Promise<void> {
  await sql`
    insert into wish_hits (wish_id, variant_id, because, price_minor, state, found_at, changed_at)
    select w.id, sp.variant_id, sp.began_because, sp.price_minor, 'due', ${tx.now()}::timestamptz, ${tx.now()}::timestamptz
    from shelf_spells sp join wishes w on w.kind = 'search' and w.key = ${key} and w.ended_at is null and w.created_at < sp.began_at
    where sp.id = any (${spells.map(({ id }) => id)}::bigint[]) and sp.ended_at is null and sp.variant_id = any (${variantIds}::uuid[])
    order by w.id, sp.variant_id ${dueAgain}`.execute(tx.db)
}

export type DueList = {
  readonly id: WishListId
  readonly token: string
  readonly alertKey: string
  readonly email: string
  readonly lang: string
}

/** Lists that are owed a mail, theirs alone until we commit. A customer is written to at the address they have now. */
export async function takeDueLists(
  tx: Tx,
  { listsMax, mailedBefore }: { listsMax: number; mailedBefore: Date },
): Promise<DueList[]> {
  const { rows } = await sql<DueList>`
    with due as (
      select l.id from wish_lists l where l.alerts = 'on' and (l.mailed_at is null or l.mailed_at <= ${mailedBefore})
        and exists (select from wishes w join wish_hits h on h.wish_id = w.id and h.state = 'due' where w.list_id = l.id and w.ended_at is null)
      order by l.id limit ${listsMax} for update skip locked)
    select l.id, l.token, l.alert_key, l.lang, coalesce(c.email, l.email) as email
    from due join wish_lists l on l.id = due.id left join customers c on c.id = l.customer_id order by l.id`.execute(
    tx.db,
  )
  return rows
}

export type DueHit = {
  readonly wishId: string
  readonly variantId: VariantId
  readonly because: 'came' | 'cheaper'
  readonly isStillWanted: boolean
}

export async function takeDueHits(tx: Tx, listId: WishListId, hitsMax: number): Promise<DueHit[]> {
  const { rows } = await sql<DueHit>`
    select h.wish_id, h.variant_id, h.because,
      s.variant_id is not null and (w.price_max_minor is null or s.price_minor <= w.price_max_minor) as is_still_wanted
    from wishes w join wish_hits h on h.wish_id = w.id and h.state = 'due' left join shelf_items s on s.variant_id = h.variant_id
    where w.list_id = ${listId} and w.ended_at is null order by h.found_at, h.variant_id, h.wish_id limit ${hitsMax} for update of h`.execute(
    tx.db,
  )
  return rows
}

export async function settleHits(tx: Tx, hits: readonly DueHit[], state: 'mailed' | 'gone'): Promise<void> {
  if (hits.length === 0) return
  await sql`
    update wish_hits h set state = ${state}, changed_at = ${tx.now()}
    from unnest(${hits.map(({ wishId }) => wishId)}::uuid[], ${hits.map(({ variantId }) => variantId)}::uuid[]) as said (wish_id, variant_id)
    where h.wish_id = said.wish_id and h.variant_id = said.variant_id`.execute(tx.db)
}

export async function markMailed(tx: Tx, listId: WishListId): Promise<void> {
  await sql`update wish_lists set mailed_at = ${tx.now()} where id = ${listId}`.execute(tx.db)
}
