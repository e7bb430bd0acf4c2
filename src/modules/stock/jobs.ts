import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { expireClaims } from './release-claims.ts'

/** A claim past its time can be taken over at once; this job only makes the marketplaces hear of it soon. */
const expireClaimsJob = defineJob({
  name: 'stock.expire-claims',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: async (cx) => {
    while ((await expireClaims(cx)) > 0);
  },
})

export const jobs = [expireClaimsJob]
