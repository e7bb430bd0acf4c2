import type { CustomerId, ProductId, VariantId } from '#kernel/ids'
import type { Medium } from '#modules/catalog'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Lang } from '#platform/i18n'
import {
  type AlertState,
  type Criteria,
  criteriaSchema,
  gradeOrder,
  type WishId,
  type WishKind,
  type WishListId,
} from './wishes.ts'

export type WishList = {
  readonly id: WishListId
  readonly token: string
  readonly customerId: CustomerId | null
  readonly lang: Lang
  /** Where alerts go: a customer's own address. */
  readonly email: string | null
  readonly alerts: AlertState
  readonly alertKey: string
}

const listColumns = sql`l.id, l.token, l.customer_id, l.lang, case when l.customer_id is null then l.email else c.email end as email, l.alerts, l.alert_key
  from wish_lists l left join customers c on c.id = l.customer_id`

type ListWish = { readonly token: string } | { readonly customerId: CustomerId } | { readonly alertKey: string }

/** A customer's list opens for that customer only, never by a token. */
export async function findList(cx: Cx, by: ListWish): Promise<WishList | undefined> {
  const condition =
    'customerId' in by
      ? sql`l.customer_id = ${by.customerId}`
      : 'alertKey' in by
        ? sql`l.alert_key = ${by.alertKey}`
        : sql`l.token = ${by.token} and l.customer_id is null`
  const { rows } = await sql<WishList>`select ${listColumns} where ${condition}`.execute(cx.db)
  return rows[0]
}

export type WishView = {
  readonly id: WishId
  readonly kind: WishKind
  readonly productId: ProductId | null
  readonly title: string
  readonly artist: string
  readonly slug: string | null
  readonly medium: Medium | null
  readonly detail: string
  readonly label: string
  readonly artistSlug: string | null
  readonly criteria: Criteria | null
  readonly isAnyPressing: boolean
  readonly gradeMin: string | null
  readonly priceMaxMinor: number | null
  readonly createdAt: Date
  /** Copies on sale now that would do, cheapest first; for a search those that came since it was wished. */
  readonly variantIds: readonly VariantId[]
}

const shownPerWish = 4

/** What `w` would take now. A search is not run again here: its hits since are known. */
const answers = sql`
  select s.variant_id from shelf_items s join products sp on sp.id = s.product_id
  where case w.kind
      when 'product' then s.product_id = w.product_id or (w.is_any_pressing and work_key(sp.artist, sp.title) = work_key(p.artist, p.title))
      when 'artist' then lower(left(sp.artist, 200)) = w.artist
      else s.variant_id in (select h.variant_id from wish_hits h where h.wish_id = w.id) end
    and (w.price_max_minor is null or s.price_minor <= w.price_max_minor)
    and (w.grade_min is null or array_position(${gradeOrder}::text[], s.grade) <= array_position(${gradeOrder}::text[], w.grade_min))
  order by s.price_minor, s.variant_id`

const wishColumns = sql`
  w.id, w.kind, w.product_id, coalesce(p.title, '') as title, coalesce(p.artist, '') as artist, p.slug, p.medium,
  coalesce(concat_ws(' · ', nullif(p.format, ''), nullif(p.label, ''), p.year::text), '') as detail, w.label, n.slug as artist_slug, w.criteria,
  w.is_any_pressing, w.grade_min, w.price_max_minor, w.created_at`
const wishTables = sql`wishes w left join products p on p.id = w.product_id
  left join storefront_names n on n.kind = 'artist' and n.key = w.artist`

type WishRow = Omit<WishView, 'criteria'> & { readonly criteria: unknown }
const shape = (row: WishRow): WishView => ({
  ...row,
  criteria: row.criteria === null ? null : criteriaSchema.parse(row.criteria),
})

/** The wishes of a list, the newest first. */
export async function wishesOf(cx: Cx, listId: WishListId): Promise<WishView[]> {
  const { rows } = await sql<WishRow>`
    select ${wishColumns}, array(${answers} limit ${shownPerWish}) as variant_ids
    from ${wishTables} where w.list_id = ${listId} and w.ended_at is null order by w.created_at desc, w.id desc`.execute(
    cx.db,
  )
  return rows.map(shape)
}

export async function findWish(cx: Cx, listId: WishListId, wishId: WishId): Promise<WishId | undefined> {
  const { rows } = await sql<{ id: WishId }>`
    select id from wishes where id = ${wishId} and list_id = ${listId} and ended_at is null`.execute(cx.db)
  return rows[0]?.id
}

/** Whether this product stands on the list. */
export async function hasProduct(cx: Cx, listId: WishListId, productId: ProductId): Promise<boolean> {
  const { rows } = await sql`
    select from wishes where list_id = ${listId} and product_id = ${productId} and ended_at is null`.execute(cx.db)
  return rows.length > 0
}

export async function countWishes(cx: Cx, listId: WishListId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from wishes where list_id = ${listId} and ended_at is null`.execute(cx.db)
  return rows[0]?.count ?? 0
}

export async function isProduct(cx: Cx, productId: ProductId): Promise<boolean> {
  return (await sql`select from products where id = ${productId}`.execute(cx.db)).rows.length > 0
}

export async function findArtist(cx: Cx, slug: string): Promise<{ key: string; name: string } | undefined> {
  const { rows } = await sql<{ key: string; name: string }>`
    select key, name from storefront_names where kind = 'artist' and slug = ${slug}`.execute(cx.db)
  return rows[0]
}

/** Every search somebody wishes, once. */
export async function wishedSearches(cx: Cx): Promise<{ key: string; criteria: Criteria }[]> {
  const { rows } = await sql<{ key: string; criteria: unknown }>`
    select distinct on (key) key, criteria from wishes where kind = 'search' and ended_at is null order by key`.execute(
    cx.db,
  )
  return rows.map(({ key, criteria }) => ({ key, criteria: criteriaSchema.parse(criteria) }))
}

/** A spell as it was read: `version` changes with every change of its row. */
export type Spell = { readonly id: string; readonly variantId: VariantId; readonly version: string }

/** The oldest spells whose wishes nobody has looked for. */
export async function unlookedSpells(cx: Cx, spellsMax: number): Promise<Spell[]> {
  const { rows } = await sql<Spell>`
    select id::text as id, variant_id, xmin::text as version from shelf_spells
    where looked_at is null order by id limit ${spellsMax}`.execute(cx.db)
  return rows
}
