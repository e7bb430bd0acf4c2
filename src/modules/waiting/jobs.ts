import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { closeSoldLines, tellWaiting } from './tell.ts'

/** The copy has found its next holder already, in the database; this job only brings the news. */
const tellJob = defineJob({
  name: 'waiting.tell',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: async (cx) => {
    await closeSoldLines(cx)
    while ((await tellWaiting(cx)) > 0);
  },
})

export const jobs = [tellJob]
