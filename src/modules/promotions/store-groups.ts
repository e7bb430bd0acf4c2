import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { CustomerGroup } from './queries-groups.ts'

/** Makes the group or renames it, and makes these its members: guests are known by the address their orders go to. */
export const saveGroup = (cx: MaybeTx, { code, name, emails }: CustomerGroup): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const members = [...new Set(emails.map((email) => email.trim().toLowerCase()))].toSorted()
    await sql`
      insert into customer_groups (code, name, created_at) values (${code}, ${name}, ${tx.now()})
      on conflict (code) do update set name = excluded.name`.execute(tx.db)
    await sql`delete from customer_group_members where group_code = ${code} and email <> all (${members}::text[])`.execute(
      tx.db,
    )
    await sql`
      insert into customer_group_members (group_code, email, added_at, added_by)
      select ${code}, email, ${tx.now()}, ${tx.actor.id} from unnest(${members}::text[]) as email on conflict do nothing`.execute(
      tx.db,
    )
  })

export async function leaveGroups(tx: Tx, emails: readonly string[]): Promise<void> {
  await sql`delete from customer_group_members where email = any (${emails}::text[])`.execute(tx.db)
}
