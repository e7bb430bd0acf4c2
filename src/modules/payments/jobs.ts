import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { settleDuePayments } from './settle-payments.ts'

const settleDueJob = defineJob({
  name: 'payments.settle-due',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: async (cx) => {
    await settleDuePayments(cx)
  },
})

export const jobs = [settleDueJob]
