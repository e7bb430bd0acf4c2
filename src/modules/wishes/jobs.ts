import { z } from 'zod'
import { inTransaction } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { findHits } from './find-hits.ts'
import { mailHits } from './mail-hits.ts'
import { forgetLists } from './store.ts'

const batchesMax = 100

const tellJob = defineJob({
  name: 'wishes.tell',
  data: z.object({}),
  everySeconds: 30,
  retryLimit: 0,
  run: async (cx) => {
    for (let batch = 0; batch < batchesMax && (await findHits(cx)) > 0; batch += 1);
    for (let batch = 0; batch < batchesMax && (await mailHits(cx)) > 0; batch += 1);
  },
})

/** A list nobody opens for 13 months goes, as its cookie does; one with alerts three years after its last use (CNIL: prospects). */
const forgetting = { unusedDays: 396, alertedDays: 1096, askedDays: 7 } as const

const forgetJob = defineJob({
  name: 'wishes.forget',
  data: z.object({}),
  cron: '50 4 * * *',
  retryLimit: 3,
  run: (cx) => inTransaction(cx, (tx) => forgetLists(tx, forgetting)),
})

export const jobs = [tellJob, forgetJob] as const
