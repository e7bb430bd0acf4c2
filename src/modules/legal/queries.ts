import type { OrderId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { TermsTexts } from './terms.ts'

export type Terms = {
  readonly number: number
  readonly texts: TermsTexts
  readonly digest: string
  readonly publishedAt: Date
  readonly publishedBy: string
}

const columns = sql`v.number, v.texts, v.digest, v.published_at, v.published_by`

/** The terms in force, or undefined before the first. */
export async function currentTerms(cx: Cx): Promise<Terms | undefined> {
  return (await sql<Terms>`select ${columns} from terms_versions v order by v.number desc limit 1`.execute(cx.db))
    .rows[0]
}

export async function findTerms(cx: Cx, number: number): Promise<Terms | undefined> {
  return (await sql<Terms>`select ${columns} from terms_versions v where v.number = ${number}`.execute(cx.db)).rows[0]
}

export async function listTerms(cx: Cx): Promise<Terms[]> {
  return (await sql<Terms>`select ${columns} from terms_versions v order by v.number desc limit 200`.execute(cx.db))
    .rows
}

/** The terms an order was placed under; a marketplace's order has none of ours. */
export async function termsOfOrder(cx: Cx, orderId: OrderId): Promise<Terms | undefined> {
  const { rows } = await sql<Terms>`
    select ${columns} from order_terms o join terms_versions v on v.number = o.terms_number where o.order_id = ${orderId}`.execute(
    cx.db,
  )
  return rows[0]
}

export type PlacedFacts = {
  readonly source: string
  readonly number: string
  readonly lang: string
  readonly name: string
  readonly email: string | null
}

export async function placedFacts(cx: Cx, orderId: OrderId): Promise<PlacedFacts | undefined> {
  const { rows } = await sql<PlacedFacts>`
    select o.source, o.number, o.lang, c.name, c.email from orders o left join customers c on c.id = o.customer_id where o.id = ${orderId}`.execute(
    cx.db,
  )
  return rows[0]
}
