import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { settleDue } from './settle-due.ts'

const settleDueJob = defineJob({
  name: 'payments.settle-due',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: settleDue,
})

export const jobs = [settleDueJob]
