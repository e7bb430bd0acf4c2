import { z } from 'zod'
import { inTransaction } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { recoverCheckouts } from './recover-checkouts.ts'
import { deleteDueIdentities } from './store-people.ts'

const recoverCheckoutsJob = defineJob({
  name: 'orders.recover-checkouts',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: recoverCheckouts,
})

const forgetIdentitiesJob = defineJob({
  name: 'orders.forget-identities',
  data: z.object({}),
  cron: '20 4 * * *',
  retryLimit: 3,
  run: (cx) => inTransaction(cx, deleteDueIdentities),
})

export const jobs = [recoverCheckoutsJob, forgetIdentitiesJob]
