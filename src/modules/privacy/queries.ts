import type { CustomerId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export type Erasure = {
  readonly because: string
  readonly at: Date
  readonly actor: string
  readonly kept: {
    readonly what: string
    readonly count: number
    readonly rule: string
    readonly until: string | null
  }[]
}

export async function erasuresOf(cx: Cx, customerId: CustomerId): Promise<Erasure[]> {
  const { rows } = await sql<Erasure>`
    select because, at, actor, kept from erasures where customer_id = ${customerId} order by at desc limit 20`.execute(
    cx.db,
  )
  return rows
}

/** Everybody of the shop with this address, whether they sign in or not. */
export async function customersWithEmail(cx: Cx, email: string): Promise<CustomerId[]> {
  const { rows } = await sql<{ id: CustomerId }>`
    select id from customers where source = 'shop' and (lower(email) = lower(${email})
      or merged_into in (select id from customers where source = 'shop' and lower(email) = lower(${email})))`.execute(
    cx.db,
  )
  return rows.map(({ id }) => id)
}
