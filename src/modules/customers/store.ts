import type { CustomerId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Buyer, CustomerKey } from './customers.ts'

type NewCustomer = CustomerKey & Buyer & { readonly id: CustomerId; readonly lang: string }

export async function upsertCustomer(tx: Tx, customer: NewCustomer): Promise<CustomerId> {
  const { id, source, externalId = null, email = null, name, phone = '', lang } = customer
  const target =
    source === 'shop' && email !== null ? sql`(lower(email)) where source = 'shop'` : sql`(source, external_id)`
  const { rows } = await sql<{ id: CustomerId }>`
    insert into customers (id, source, external_id, email, name, phone, lang, created_at, updated_at)
    values (${id}, ${source}, ${source === 'shop' ? null : externalId}, ${email}, ${name}, ${phone}, ${lang}, ${tx.now()}, ${tx.now()})
    on conflict ${target} do update set name = excluded.name, updated_at = excluded.updated_at,
      phone = case when excluded.phone = '' then customers.phone else excluded.phone end,
      email = coalesce(excluded.email, customers.email), lang = excluded.lang
    returning id`.execute(tx.db)
  return rows[0]?.id ?? id
}
