import { z } from 'zod'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { defineJob, enqueue } from '#platform/jobs'
import { notifyPurge } from '#platform/outbox'
import type { ArticleId } from './article.ts'
import { insertArticleEvent, setPublication } from './store.ts'

/** Cached pages do not know that a moment has come: they are told. */
const announceJob = defineJob({
  name: 'content.announce',
  data: z.object({}),
  retryLimit: 5,
  run: (cx) => inTransaction(cx, (tx) => notifyPurge(tx, ['content'])),
})

export const jobs = [announceJob] as const

/** Readers see it from `at` on, at once when that is past. Refuses `content.not-found`. */
export const publishArticle = (cx: Cx, id: ArticleId, at: Date): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await setPublication(tx, id, at))) refuse('content.not-found', { articleId: id })
    await insertArticleEvent(tx, id, { what: 'published', data: { at: at.toISOString() } })
    if (at > tx.now()) await enqueue(tx, announceJob, {}, { startAfter: at })
    await notifyPurge(tx, ['content'])
  })

/** A draft again; its address answers that there is nothing. Refuses `content.not-found`. */
export const withdrawArticle = (cx: Cx, id: ArticleId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await setPublication(tx, id, null))) refuse('content.not-found', { articleId: id })
    await insertArticleEvent(tx, id, { what: 'withdrawn', data: {} })
    await notifyPurge(tx, ['content'])
  })
