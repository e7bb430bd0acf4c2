import { z } from 'zod'
import { inTransaction } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { forgetOldCounts } from './store.ts'

const forgetJob = defineJob({
  name: 'audience.forget',
  data: z.object({}),
  cron: '20 4 * * *',
  retryLimit: 3,
  run: (cx) => inTransaction(cx, forgetOldCounts),
})

export const jobs = [forgetJob] as const
