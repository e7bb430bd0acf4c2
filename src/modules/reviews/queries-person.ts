import type { Person } from '#modules/customers'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

type PersonRow = Readonly<Record<string, string | number | Date | null>>

/** What a person wrote and was asked. */
export async function reviewsOfPerson(cx: Cx, { customerIds, emails }: Person): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select i.invited_at, i.sent_to, r.author, r.shop_stars, r.body, r.submitted_at, r.state
    from review_invitations i join orders o on o.id = i.order_id left join reviews r on r.order_id = i.order_id
    where o.customer_id = any(${[...customerIds]}::uuid[]) or lower(i.sent_to) = any(${emails}::text[])
    order by i.invited_at`.execute(cx.db)
  return rows
}
