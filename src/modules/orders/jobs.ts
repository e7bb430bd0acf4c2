import { z } from 'zod'
import { inTransaction } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { followTransfers } from './follow-transfers.ts'
import { recoverCheckouts } from './recover-checkouts.ts'
import { deleteDueIdentities } from './store-people.ts'

const recoverCheckoutsJob = defineJob({
  name: 'orders.recover-checkouts',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: recoverCheckouts,
})

const followTransfersJob = defineJob({
  name: 'orders.follow-transfers',
  data: z.object({}),
  everySeconds: 300,
  retryLimit: 0,
  run: followTransfers,
})

const forgetIdentitiesJob = defineJob({
  name: 'orders.forget-identities',
  data: z.object({}),
  cron: '20 4 * * *',
  retryLimit: 3,
  run: (cx) => inTransaction(cx, deleteDueIdentities),
})

export const jobs = [recoverCheckoutsJob, followTransfersJob, forgetIdentitiesJob]
