import type { CustomerId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Address, ConsentPurpose, Person } from './customers.ts'

export type CustomerSummary = {
  readonly id: CustomerId
  readonly source: string
  readonly name: string
  readonly email: string | null
  readonly phone: string
  readonly lang: string
  readonly hasLogin: boolean
  readonly ordersCount: number
  readonly spentMinor: number
  readonly lastOrderAt: Date | null
  readonly createdAt: Date
}

/** Orders are counted here as facts about the customer; cancelled ones bring nothing. */
const summary = sql`
  select c.id, c.source, c.name, c.email, c.phone, c.lang, c.created_at, exists (select from logins l where l.customer_id = c.id) as has_login,
    o.count::int as orders_count, o.spent_minor::int, o.last_order_at
  from customers c cross join lateral (
    select count(*), coalesce(sum(total_minor) filter (where state <> 'cancelled'), 0) as spent_minor, max(placed_at) as last_order_at
    from orders where customer_id = c.id or customer_id in (select id from customers m where m.merged_into = c.id)) o`

/** Refuses `customer.not-found`. */
export async function getCustomer(cx: Cx, customerId: CustomerId): Promise<CustomerSummary> {
  const { rows } = await sql<CustomerSummary>`${summary} where c.id = ${customerId}`.execute(cx.db)
  return rows[0] ?? refuse('customer.not-found', { customerId })
}

type CustomerFilter = {
  readonly text?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** The newest first; ids are made in order of time, so an id is the cursor. */
export async function listCustomers(
  cx: Cx,
  { text = '', cursor, limit }: CustomerFilter,
): Promise<{ items: CustomerSummary[]; nextCursor: string | null }> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  // Numbers are kept as +33612345678 and asked for as 06 12 34.
  const digits = text.replace(/[\s().+-]/g, '').replace(/^0+/, '')
  const phonePattern = /^\d{3,}$/.test(digits) ? `%${digits}%` : pattern
  const { rows } = await sql<CustomerSummary>`
    ${summary} where c.merged_into is null and (${text} = '' or c.name ilike ${pattern} or c.email ilike ${pattern} or c.phone ilike ${phonePattern} or c.phone ilike ${pattern})
      and (${cursor ?? null}::text is null or c.id::text < ${cursor ?? null})
    order by c.id desc limit ${limit + 1}`.execute(cx.db)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export async function findShopCustomer(
  cx: Cx,
  email: string,
): Promise<{ id: CustomerId; name: string; lang: string } | undefined> {
  const { rows } = await sql<{ id: CustomerId; name: string; lang: string }>`
    select id, name, lang from customers where source = 'shop' and lower(email) = lower(${email})`.execute(cx.db)
  return rows[0]
}

/** Everybody who is this one person, and the addresses they are known by. */
export async function personOf(cx: Cx, customerId: CustomerId): Promise<Person> {
  const { rows } = await sql<{ id: CustomerId; email: string | null }>`
    select id, email from customers where id = ${customerId} or merged_into = ${customerId}`.execute(cx.db)
  return {
    customerIds: rows.map(({ id }) => id),
    emails: rows.flatMap(({ email }) => (email === null ? [] : [email.toLowerCase()])),
  }
}

export type KnownAddress = { readonly id: string; readonly address: Address; readonly phone: string }

/** The address book, the one a checkout begins with first. */
export async function listAddresses(cx: Cx, customerId: CustomerId): Promise<KnownAddress[]> {
  const { rows } = await sql<KnownAddress>`
    select id, address, phone from customer_addresses where customer_id = ${customerId} order by preferred_at desc, id`.execute(
    cx.db,
  )
  return rows
}

export type Consent = {
  readonly purpose: ConsentPurpose
  readonly isGiven: boolean
  readonly wording: string
  readonly source: string
  readonly at: Date
}

/** What was said last about each purpose. */
export async function currentConsents(cx: Cx, customerId: CustomerId): Promise<Consent[]> {
  const { rows } = await sql<Consent>`
    select distinct on (purpose) purpose, is_given, wording, source, at from customer_consents
    where customer_id = ${customerId} order by purpose, at desc, id desc`.execute(cx.db)
  return rows
}

/** Rows as they are, for the person they are about. */
export async function rowsOfPerson(cx: Cx, { customerIds }: Person) {
  const ids = sql`any (${customerIds}::uuid[])`
  const [profile, addresses, consents] = await Promise.all([
    sql<Record<string, string | Date | null>>`
      select source, name, email, phone, lang, created_at, updated_at from customers where id = ${ids} order by id`.execute(
      cx.db,
    ),
    sql<Record<string, string | Date>>`
      select address, phone, created_at from customer_addresses where customer_id = ${ids} order by created_at`.execute(
      cx.db,
    ),
    sql<Record<string, string | boolean | Date>>`
      select purpose, is_given, wording, source, at from customer_consents where customer_id = ${ids} order by at`.execute(
      cx.db,
    ),
  ])
  return { profile: profile.rows, addresses: addresses.rows, consents: consents.rows }
}
