import { createHash } from 'node:crypto'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { jsonb, sql } from '#platform/db'
import type { Json } from '#platform/secrets'

export type KeptAnswer = { readonly status: number; readonly body: Json }

export type AnswerKey = { readonly scope: string; readonly key: string; readonly request: string }

/** A request that died with its process is taken over after this time. */
const abandonedAfterMs = 60_000

/**
 * Runs `work` once per (scope, key): a repeated request gets the first answer. Refuses `request.key-reused` when the same
 * key comes with another request, and `request.in-progress` while the first one is still running. A failure is not kept.
 */
export async function keepAnswer(
  cx: Cx,
  answerKey: AnswerKey,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { readonly isRepeat: boolean }> {
  const { scope, key } = answerKey
  const requestHash = createHash('sha256').update(answerKey.request).digest('hex')
  const isOurs = await begin(cx, { scope, key, requestHash })
  if (!isOurs) return { ...(await keptAnswer(cx, { scope, key, requestHash })), isRepeat: true }
  try {
    const answer = await work()
    await cx.db
      .updateTable('idempotencyKeys')
      .set({ status: answer.status, response: jsonb(answer.body) })
      .where('scope', '=', scope)
      .where('key', '=', key)
      .execute()
    return { ...answer, isRepeat: false }
  } catch (error) {
    await cx.db.deleteFrom('idempotencyKeys').where('scope', '=', scope).where('key', '=', key).execute()
    throw error
  }
}

type Claimed = { scope: string; key: string; requestHash: string }

async function begin(cx: Cx, { scope, key, requestHash }: Claimed): Promise<boolean> {
  const now = cx.now()
  const abandonedBefore = new Date(now.getTime() - abandonedAfterMs)
  const begun = await sql`
    insert into idempotency_keys (scope, key, request_hash, created_at) values (${scope}, ${key}, ${requestHash}, ${now})
    on conflict (scope, key) do update set created_at = excluded.created_at
      where idempotency_keys.status is null and idempotency_keys.request_hash = excluded.request_hash
        and idempotency_keys.created_at < ${abandonedBefore}
    returning key`.execute(cx.db)
  return begun.rows.length > 0
}

async function keptAnswer(cx: Cx, { scope, key, requestHash }: Claimed): Promise<KeptAnswer> {
  const kept = await cx.db
    .selectFrom('idempotencyKeys')
    .select(['requestHash', 'status', 'response'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst()
  if (kept && kept.requestHash !== requestHash) refuse('request.key-reused', {})
  if (!kept || kept.status === null) refuse('request.in-progress', {})
  return { status: kept.status, body: kept.response }
}
