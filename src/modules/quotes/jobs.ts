import { z } from 'zod'
import { defineJob } from '#platform/jobs'
import { expireDueQuotes } from './quotes.ts'

export const jobs = [
  defineJob({ name: 'quotes.expire', data: z.object({}), cron: '5 * * * *', retryLimit: 3, run: expireDueQuotes }),
]
