import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { chosenCurrencies, newestRates } from './queries.ts'
import { isFileDue } from './rate.ts'
import { readRates } from './read-rates.ts'

/** Looks every half hour whether a new file is due. The bank is asked only then, and only by a shop that shows its rates. */
export const readJob = defineJob({
  name: 'currencies.read-rates',
  data: z.object({}),
  everySeconds: 1800,
  retryLimit: 5,
  retryDelaySeconds: 5,
  timeoutSeconds: 60,
  async run(cx) {
    if ((await chosenCurrencies(cx)).length === 0) return
    const newest = await newestRates(cx)
    if (isFileDue(newest?.rateDate ?? null, cx.now())) await readRates(cx)
  },
})

export const jobs = [readJob] as const
