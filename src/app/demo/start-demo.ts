import { z } from 'zod'
import { Refusal } from '#kernel/refusal'
import { connectAccount } from '#modules/channels'
import type { Config } from '#platform/config'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { defineJob, enqueue } from '#platform/jobs'
import { type DemoOutcome, loadDemo } from './load-demo.ts'
import { teachAllReleases } from './teach-releases.ts'

const connectDemo = defineJob({
  name: 'demo.connect-channels',
  data: z.object({ sandboxUrl: z.url() }),
  retryLimit: 20,
  retryDelaySeconds: 1,
  run: (cx, { sandboxUrl }) => connectSandbox(cx, sandboxUrl),
})

export const demoJobs = [connectDemo] as const

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
    if (outcome.kind === 'loaded' && hasSandbox) {
      await enqueue(tx, connectDemo, { sandboxUrl: `http://127.0.0.1:${sandboxPort}` })
    }
    return outcome
  })

/** Short enough to watch a sale happen; real marketplaces are asked at the pace their connector names. */
const ordersPollMs = 1500

/** True once in the life of a database. */
async function isFirstStart(tx: Tx): Promise<boolean> {
  const { rows } = await sql`insert into settings (key, value, updated_at, updated_by)
    values ('first-start', to_jsonb(${tx.now()}::timestamptz), ${tx.now()}, ${tx.actor.id})
    on conflict (key) do nothing returning key`.execute(tx.db)
  return rows.length > 0
}

const demoAccounts = [
  {
    channel: 'discogs',
    label: 'Discogs (bac à sable)',
    credentials: { token: 'sandbox-discogs-token' },
    settings: {},
  },
  {
    channel: 'ebay',
    label: 'eBay (bac à sable)',
    credentials: {
      clientId: 'sandbox-ebay-client',
      clientSecret: 'sandbox-ebay-secret',
      refreshToken: 'sandbox-ebay-refresh',
    },
    // eBay pushes only to sellers who can be told when it fails.
    settings: { alertEmail: 'boutique@example.org' },
  },
] as const

async function connectSandbox(cx: Cx, sandboxUrl: string): Promise<void> {
  for (const { channel, settings: more, ...account } of demoAccounts) {
    const settings = { baseUrl: `${sandboxUrl}/${channel}`, pollMs: ordersPollMs, ...more }
    await connectAccount(cx, { channel, ...account, settings }).catch(ignoreConnected)
  }
  await inTransaction(cx, teachAllReleases)
}

/** A retry finds the accounts that an earlier try has connected. */
function ignoreConnected(error: unknown): void {
  if (!(error instanceof Refusal && error.code === 'channels.label-taken')) throw error
}
