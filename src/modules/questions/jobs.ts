import { z } from 'zod'
import { inTransaction } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { forgetEmails } from './store.ts'

const forgetJob = defineJob({
  name: 'questions.forget-addresses',
  data: z.object({}),
  cron: '40 4 * * *',
  retryLimit: 3,
  run: (cx) => inTransaction(cx, forgetEmails),
})

export const jobs = [forgetJob] as const
