import type { RawBuilder } from 'kysely'
import { type CustomerId, newId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Buyer, CustomerKey } from './customers.ts'

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
