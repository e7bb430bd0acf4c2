import { startLanes } from '#modules/channels'
import { pollOrders } from '#modules/inbound'
import { runWorker } from '#platform/jobs'
import { runDispatcher } from '#platform/outbox'
import type { App } from './app.ts'
import { accountWorkers, jobs, subscriptions, urgentEvents } from './background.ts'

/** Delivers events, runs jobs and works for the marketplace accounts until stopped. */
export async function startWorker(app: App): Promise<{ stop(): Promise<void> }> {
  const newCx = () => app.newCx()
  const dispatcher = await runDispatcher(app.database, newCx, { subscriptions, urgent: urgentEvents })
  const worker = await runWorker({ database: app.database, jobs, newCx, onDone: app.metrics.observeJob })
  const lanes = await startLanes({
    database: app.database,
    newCx,
    pollOrders,
    onWithdrawn: app.metrics.observeWithdrawal,
    workers: accountWorkers,
  })
  return {
    async stop() {
      await Promise.all([dispatcher.stop(), worker.stop(), lanes.stop()])
    },
  }
}
