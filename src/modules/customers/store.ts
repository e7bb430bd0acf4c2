import type { RawBuilder } from 'kysely'
import { type CustomerId, newId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Address, Buyer, ConsentPurpose, CustomerKey } from './customers.ts'

/**
 * Remembers a buyer, as a part of a statement that answers the customer's id: guests are told apart by (source, external
 * id) or, in the own shop, by e-mail address. Name and telephone follow the newest order. See docs/decisions/0012.
 */
export function savedCustomer(tx: Tx, customer: CustomerKey & Buyer & { lang: string }): RawBuilder<unknown> {
  const { externalId = null, email = null, name, phone = '', lang } = customer
  const source = groupOf(customer.source)
  const target =
    source === 'shop' && email !== null ? sql`(lower(email)) where source = 'shop'` : sql`(source, external_id)`
  return sql`
    insert into customers (id, source, external_id, email, name, phone, lang, created_at, updated_at)
    values (${newId<CustomerId>(tx.now())}, ${source}, ${source === 'shop' ? null : externalId}, ${email}, ${name}, ${phone}, ${lang}, ${tx.now()}, ${tx.now()})
    on conflict ${target} do update set name = excluded.name, updated_at = excluded.updated_at,
      phone = case when excluded.phone = '' then customers.phone else excluded.phone end,
      email = coalesce(excluded.email, customers.email), lang = excluded.lang
    returning id`
}

/** Buyers of the API and of the shop are told apart by e-mail address in one group. */
const groupOf = (source: string): string => (source === 'api' ? 'shop' : source)

/** The shop's customer with this address; made when there is none. */
export async function ensureShopCustomer(
  tx: Tx,
  { email, lang }: { email: string; lang: string },
): Promise<CustomerId> {
  const { rows } = await sql<{ id: CustomerId }>`
    insert into customers (id, source, email, name, lang, created_at, updated_at)
    values (${newId<CustomerId>(tx.now())}, 'shop', ${email}, '', ${lang}, ${tx.now()}, ${tx.now()})
    on conflict (lower(email)) where source = 'shop' do update set updated_at = customers.updated_at
    returning id`.execute(tx.db)
  const [customer] = rows
  invariant(customer, 'an upsert answers its row')
  return customer.id
}

export async function renameCustomer(
  tx: Tx,
  customerId: CustomerId,
  { name, phone, lang }: { name: string; phone: string; lang: string },
): Promise<void> {
  await tx.db
    .updateTable('customers')
    .set({ name, phone, lang, updatedAt: tx.now() })
    .where('id', '=', customerId)
    .execute()
}

/**
 * The customer proved that `email` is theirs: a guest's row of this address gives it up and counts as theirs from now on.
 * The caller has made sure that nobody signs in with it.
 */
export async function takeEmail(tx: Tx, customerId: CustomerId, email: string): Promise<void> {
  await sql`
    update customers set email = null, merged_into = ${customerId}, updated_at = ${tx.now()}
    where source = 'shop' and lower(email) = lower(${email}) and id <> ${customerId}`.execute(tx.db)
  await sql`update customers set email = ${email}, updated_at = ${tx.now()} where id = ${customerId}`.execute(tx.db)
}

const addressesMax = 20

/** False when the book is full. */
export async function insertAddress(
  tx: Tx,
  customerId: CustomerId,
  { address, phone }: { address: Address; phone: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into customer_addresses (id, customer_id, address, phone, preferred_at, created_at)
    select ${newId(tx.now())}, ${customerId}, ${JSON.stringify(address)}::jsonb, ${phone}, ${tx.now()}, ${tx.now()}
    where (select count(*) from customer_addresses where customer_id = ${customerId}) < ${addressesMax}
    returning id`.execute(tx.db)
  return rows.length > 0
}

export async function preferAddress(tx: Tx, customerId: CustomerId, addressId: string): Promise<void> {
  await tx.db
    .updateTable('customerAddresses')
    .set({ preferredAt: tx.now() })
    .where('id', '=', addressId)
    .where('customerId', '=', customerId)
    .execute()
}

export async function deleteAddress(tx: Tx, customerId: CustomerId, addressId: string): Promise<void> {
  await tx.db.deleteFrom('customerAddresses').where('id', '=', addressId).where('customerId', '=', customerId).execute()
}

export async function insertConsent(
  tx: Tx,
  customerId: CustomerId,
  consent: { purpose: ConsentPurpose; isGiven: boolean; wording: string; source: string },
): Promise<void> {
  await tx.db
    .insertInto('customerConsents')
    .values({ id: newId(tx.now()), customerId, ...consent, at: tx.now(), actor: tx.actor.id })
    .execute()
}

/** What is left of a person: a row without a name that old orders point to. */
export async function eraseCustomers(tx: Tx, customerIds: readonly CustomerId[]): Promise<void> {
  await sql`
    with addresses as (delete from customer_addresses where customer_id = any (${customerIds}::uuid[])),
      consents as (delete from customer_consents where customer_id = any (${customerIds}::uuid[]))
    update customers set name = '–', email = null, phone = '', external_id = case when source = 'shop' then null else 'erased:' || id end,
      updated_at = ${tx.now()} where id = any (${customerIds}::uuid[])`.execute(tx.db)
}
