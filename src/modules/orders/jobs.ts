import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { recoverCheckouts } from './recover-checkouts.ts'

const recoverCheckoutsJob = defineJob({
  name: 'orders.recover-checkouts',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: recoverCheckouts,
})

export const jobs = [recoverCheckoutsJob]
