import { z } from 'zod'
import { newId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { defineJob, enqueue } from '#platform/jobs'

type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly idempotencyKey: string
  /** Where one POST ends mails of this kind; mail programs show their own button for it. */
  readonly unsubscribeUrl?: string
}

/**
 * Writes the mail in the caller's transaction and has it sent after the commit. Without a mail server it stays readable
 * in the office. Repeating the call with the same key changes nothing.
 */
export async function queueMail(tx: Tx, mail: Mail): Promise<void> {
  const row = {
    id: newId(tx.now()),
    recipient: mail.to,
    subject: mail.subject,
    bodyText: mail.text,
    bodyHtml: mail.html ?? null,
    idempotencyKey: mail.idempotencyKey,
    unsubscribeUrl: mail.unsubscribeUrl ?? null,
    state: tx.outside.mailer ? 'queued' : 'kept',
    createdAt: tx.now(),
  }
  const added = await tx.db
    .insertInto('mails')
    .values(row)
    .onConflict((conflict) => conflict.column('idempotencyKey').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added && tx.outside.mailer) await enqueue(tx, sendMail, { mailId: added.id })
}

const sendMail = defineJob({
  name: 'mail.send',
  data: z.object({ mailId: z.uuid() }),
  retryLimit: 10,
  retryDelaySeconds: 30,
  run: (cx, { mailId }) => sendQueuedMail(cx, mailId),
})

export const mailJobs = [sendMail] as const

/** Sends a mail once; an outage is written down and thrown, so that the job tries again. */
async function sendQueuedMail(cx: Cx, mailId: string): Promise<void> {
  const mail = await cx.db.selectFrom('mails').selectAll().where('id', '=', mailId).executeTakeFirstOrThrow()
  if (mail.state === 'sent' || !cx.outside.mailer) return
  const { id, recipient: to, subject, bodyText: text, unsubscribeUrl } = mail
  try {
    await cx.outside.mailer.send({ id, to, subject, text, html: mail.bodyHtml ?? undefined, unsubscribeUrl })
  } catch (error) {
    await recordAttempt(cx, mailId, {
      state: 'failed',
      lastError: error instanceof Error ? error.message : String(error),
    })
    throw error
  }
  await recordAttempt(cx, mailId, { state: 'sent', lastError: null, sentAt: cx.now() })
}

type Attempt = { readonly state: 'sent' | 'failed'; readonly lastError: string | null; readonly sentAt?: Date }

async function recordAttempt(cx: Cx, mailId: string, attempt: Attempt): Promise<void> {
  await cx.db
    .updateTable('mails')
    .set({ ...attempt, attempts: sql`attempts + 1` })
    .where('id', '=', mailId)
    .execute()
}
