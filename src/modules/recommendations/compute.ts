import { z } from 'zod'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { notifyPurge } from '#platform/outbox'
import {
  deleteOlder,
  lockComputing,
  saveBought,
  saveByArtist,
  saveByEra,
  saveByFans,
  saveByLabel,
  saveViewed,
} from './store.ts'

const computeJob = defineJob({
  name: 'recommendations.compute',
  data: z.object({}),
  everySeconds: 3600,
  retryLimit: 1,
  timeoutSeconds: 600,
  run: async (cx) => {
    await computeRecommendations(cx)
  },
})

export const jobs = [computeJob] as const

/**
 * Makes all suggestions anew: what is still true is overwritten, what is not goes. One at a time; a second call while one
 * runs does nothing. Ends with an error after `limitSeconds`, and the old suggestions stay.
 */
export const computeRecommendations = (cx: Cx, limitSeconds = 300): Promise<boolean> =>
  inTransaction(cx, async (tx) => {
    if (!(await lockComputing(tx, limitSeconds))) return false
    // One moment for the whole run: what it did not write is older.
    const startedAt = tx.now()
    const run: Tx = { ...tx, now: () => startedAt }
    for (const save of [saveBought, saveViewed, saveByFans, saveByArtist, saveByLabel, saveByEra]) await save(run)
    await deleteOlder(run)
    await tellPages(tx)
    return true
  })

/** Product pages show suggestions; within the cache's five minutes they would follow anyway. */
const tellPages = (tx: Tx): Promise<void> => notifyPurge(tx, ['product'])
