import type { AccountId, ListingId, OrderId, UnitId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { StandingAd } from './sale-mail.ts'
import type { SaleMailId, SaleMailState } from './store.ts'

/** The ads that stand on an account, each with its first copy that is on a shelf. */
export async function standingAds(cx: Cx, accountId: AccountId): Promise<StandingAd[]> {
  const { rows } = await sql<StandingAd>`
    select l.id as listing_id, l.variant_id, u.id as unit_id, p.artist, p.title,
      (l.proof -> 'state' ->> 'priceMinor')::int as price_minor
    from listings l join variants v on v.id = l.variant_id join products p on p.id = v.product_id
    left join lateral (select u.id from units u join places s on s.id = u.place_id and s.kind = 'shelf'
      where u.variant_id = v.id order by u.id limit 1) u on true
    where l.account_id = ${accountId} and l.remote_id is not null
    order by l.id`.execute(cx.db)
  return rows
}

export type Ad = {
  readonly listingId: ListingId
  readonly accountId: AccountId
  readonly variantId: VariantId
  readonly sku: string
  readonly title: string
  /** The ad that stands, or the last one that stood: a sale may be said after the listing was ended. */
  readonly lastRemoteId: string | null
  readonly priceMinor: number | null
}

export async function findAd(cx: Cx, listingId: ListingId): Promise<Ad | undefined> {
  const { rows } = await sql<Ad>`
    select l.id as listing_id, l.account_id, l.variant_id, v.sku, concat_ws(' – ', nullif(p.artist, ''), p.title) as title,
      coalesce(l.remote_id, (select r.remote_id from listing_remotes r where r.listing_id = l.id order by r.first_seen_at desc limit 1)) as last_remote_id,
      coalesce((l.proof -> 'state' ->> 'priceMinor')::int, lp.price_minor) as price_minor
    from listings l join variants v on v.id = l.variant_id join products p on p.id = v.product_id
    left join list_prices lp on lp.variant_id = v.id
    where l.id = ${listingId}`.execute(cx.db)
  return rows[0]
}

export type SaleMailView = {
  readonly id: SaleMailId
  readonly accountId: AccountId
  readonly subject: string
  readonly body: string
  readonly state: SaleMailState
  readonly priceMinor: number | null
  readonly listingId: ListingId | null
  readonly unitId: UnitId | null
  readonly orderId: OrderId | null
  readonly title: string | null
  readonly receivedAt: Date
}

const mailsShown = 100
const columns = sql`
  m.id, m.account_id, m.subject, m.body, m.state, m.price_minor, m.listing_id, m.unit_id, m.order_id, m.received_at,
  nullif(concat_ws(' – ', nullif(p.artist, ''), p.title), '') as title`
const joins = sql`
  left join listings l on l.id = m.listing_id left join variants v on v.id = l.variant_id left join products p on p.id = v.product_id`

/** The latest mails of an account; those that wait for a person first. */
export async function listSaleMails(cx: Cx, accountId: AccountId): Promise<SaleMailView[]> {
  const { rows } = await sql<SaleMailView>`
    select ${columns} from sale_mails m ${joins} where m.account_id = ${accountId} and m.state <> 'no-sale'
    order by (m.state in ('matched', 'unmatched', 'taken')) desc, m.received_at desc limit ${mailsShown}`.execute(cx.db)
  return rows
}

/** Locked, so that two people cannot decide at once. */
export async function lockSaleMail(cx: Cx, id: SaleMailId): Promise<SaleMailView | undefined> {
  const { rows } = await sql<SaleMailView>`
    select ${columns} from sale_mails m ${joins} where m.id = ${id} for update of m`.execute(cx.db)
  return rows[0]
}

/** The order that a reported sale became. */
export async function orderOfSale(cx: Cx, accountId: AccountId, externalId: string): Promise<OrderId | undefined> {
  const { rows } = await sql<{ orderId: OrderId | null }>`
    select order_id from channel_orders where account_id = ${accountId} and external_id = ${externalId}`.execute(cx.db)
  return rows[0]?.orderId ?? undefined
}
