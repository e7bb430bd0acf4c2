import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'

/** The outbox's part of what is known about a person: mails to these addresses, in lower case. */
export async function mailsTo(cx: Cx, emails: readonly string[]) {
  const { rows } = await sql<Record<string, string | Date | null>>`
    select recipient, subject, body_text, state, created_at, sent_at from mails where lower(recipient) = any (${emails}::text[]) order by created_at`.execute(
    cx.db,
  )
  return rows
}

/** That a mail went out stays a fact; to whom and what it said does not. */
export async function emptyMailsTo(tx: Tx, emails: readonly string[]): Promise<void> {
  await sql`update mails set recipient = '–', subject = '–', body_text = '', body_html = null where lower(recipient) = any (${emails}::text[])`.execute(
    tx.db,
  )
}
