import { z } from 'zod'
import type { Config } from '#platform/config'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { defineJob, enqueue } from '#platform/jobs'
import { takePhotos } from './demo-photos.ts'
import { type DemoOutcome, loadDemo } from './load-demo.ts'
import { connectFirstStandIns } from './stand-ins.ts'
import { teachAllReleases } from './teach-releases.ts'

const connectDemo = defineJob({
  name: 'demo.connect-channels',
  data: z.object({ sandboxUrl: z.url() }),
  retryLimit: 20,
  retryDelaySeconds: 1,
  run: (cx, { sandboxUrl }) => connectSandbox(cx, sandboxUrl),
})

export const demoJobs = [connectDemo, takePhotos] as const

/** Any constant will do: two processes that start at once must not both find the database empty. */
const lockKey = 727_070_139

/**
 * Fills an empty database with the demo shop and has the sandbox marketplaces connected once they answer. Only at the
 * very first start: a shop that was emptied on purpose stays empty.
 */
export const startDemo = (
  cx: Cx,
  { hasSandbox, sandboxPort }: Pick<Config, 'hasSandbox' | 'sandboxPort'>,
): Promise<DemoOutcome> =>
  inTransaction(cx, async (tx) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx.db)
    if (!(await isFirstStart(tx))) return { kind: 'known' }
    const outcome = await loadDemo(tx)
    if (outcome.kind === 'loaded') await enqueue(tx, takePhotos, {})
    if (outcome.kind === 'loaded' && hasSandbox) {
      await enqueue(tx, connectDemo, { sandboxUrl: `http://127.0.0.1:${sandboxPort}` })
    }
    return outcome
  })

/** True once in the life of a database. */
async function isFirstStart(tx: Tx): Promise<boolean> {
  const { rows } = await sql`insert into settings (key, value, updated_at, updated_by)
    values ('first-start', to_jsonb(${tx.now()}::timestamptz), ${tx.now()}, ${tx.actor.id})
    on conflict (key) do nothing returning key`.execute(tx.db)
  return rows.length > 0
}

async function connectSandbox(cx: Cx, sandboxUrl: string): Promise<void> {
  await connectFirstStandIns(cx, sandboxUrl)
  await inTransaction(cx, teachAllReleases)
}
