import { z } from 'zod'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { notifyPurge } from '#platform/outbox'
import { everyPage } from './save-promotion.ts'
import { markTurned } from './store.ts'

/** Pages kept in caches are forgotten once a promotion has begun or ended; prices themselves are always those of now. */
export const turnPromotions = (cx: MaybeTx): Promise<number> =>
  inTransaction(cx, async (tx) => {
    const turned = await markTurned(tx)
    if (turned > 0) await notifyPurge(tx, everyPage)
    return turned
  })

const turn = defineJob({
  name: 'promotions.turn',
  data: z.object({}),
  everySeconds: 5,
  retryLimit: 0,
  run: async (cx) => {
    await turnPromotions(cx)
  },
})

export const jobs = [turn]
