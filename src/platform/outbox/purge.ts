import { z } from 'zod'
import type { Tx } from '#platform/cx'
import { type Database, sql } from '#platform/db'

/** PostgreSQL limits a notification to 8000 bytes; a tag is about 45. */
const tagsPerNotification = 100

/** Tells every web process, once this transaction is committed, to forget the cached pages that carry one of `tags`, or all. */
export async function notifyPurge(tx: Tx, tags: readonly string[] | 'everything'): Promise<void> {
  if (tags === 'everything') return void (await sql`select pg_notify('etal_purge', '')`.execute(tx.db))
  const unique = [...new Set(tags)]
  for (let start = 0; start < unique.length; start += tagsPerNotification) {
    const payload = JSON.stringify(unique.slice(start, start + tagsPerNotification))
    await sql`select pg_notify('etal_purge', ${payload})`.execute(tx.db)
  }
}

const tagsSchema = z.array(z.string())

/**
 * Calls `forget` with the tags of every committed purge, or with 'everything' when the connection was lost for a while
 * and purges may have been missed (the listener then hears an empty payload). What cannot be read counts as everything,
 * too: a purge must not be lost. Returns how to stop listening.
 */
export const onPurge = (
  database: Pick<Database, 'listen'>,
  forget: (tags: readonly string[] | 'everything') => void,
): Promise<() => Promise<void>> => database.listen('etal_purge', (payload) => forget(tagsIn(payload)))

function tagsIn(payload: string): readonly string[] | 'everything' {
  if (!payload.startsWith('[')) return 'everything'
  return tagsSchema.parse(JSON.parse(payload))
}
