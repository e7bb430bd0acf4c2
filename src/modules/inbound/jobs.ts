import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { pruneEvents } from './store-events.ts'

/** Longer than any vendor repeats a push; an older one is only a report, and reports may come twice. */
const keptDays = 30

const pruneEventsJob = defineJob({
  name: 'inbound.prune-events',
  data: z.object({}),
  cron: '37 4 * * *',
  retryLimit: 3,
  run: async (cx) => {
    await pruneEvents(cx, new Date(cx.now().getTime() - keptDays * 86_400_000))
  },
})

export const jobs = [pruneEventsJob]
