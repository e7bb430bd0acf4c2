import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export type CustomerGroup = { readonly code: string; readonly name: string; readonly emails: readonly string[] }

export async function listGroups(cx: Cx): Promise<CustomerGroup[]> {
  const { rows } = await sql<CustomerGroup>`
    select g.code, g.name, array(select email from customer_group_members m where m.group_code = g.code order by email limit 5000) as emails
    from customer_groups g order by g.name limit 200`.execute(cx.db)
  return rows
}

/** The groups these addresses are in. */
export async function groupsOf(cx: Cx, emails: readonly string[]): Promise<{ group: string; email: string }[]> {
  const { rows } = await sql<{ group: string; email: string }>`
    select g.name as group, m.email from customer_group_members m join customer_groups g on g.code = m.group_code
    where m.email = any (${emails}::text[]) order by g.name`.execute(cx.db)
  return rows
}
