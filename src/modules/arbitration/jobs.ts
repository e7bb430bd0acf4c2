import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { reviewAll } from './review.ts'

/** Events decide at once; this is for the time a person was given, and for what an event missed. */
const reviewJob = defineJob({
  name: 'arbitration.review',
  data: z.object({}),
  everySeconds: 30,
  retryLimit: 0,
  run: reviewAll,
})

export const jobs = [reviewJob]
