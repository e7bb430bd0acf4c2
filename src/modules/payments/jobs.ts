import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { settleDuePayments } from './settle-payments.ts'
import { settleDueRefunds } from './settle-refunds.ts'

const settleDueJob = defineJob({
  name: 'payments.settle-due',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: async (cx) => {
    await settleDuePayments(cx)
    await settleDueRefunds(cx)
  },
})

export const jobs = [settleDueJob]
