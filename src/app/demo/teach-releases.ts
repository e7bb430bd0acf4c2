import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { Cx, Tx } from '#platform/cx'
import { defineJob, enqueue } from '#platform/jobs'
import type { Subscriptions } from '#platform/outbox'
import { findSandboxDeskUrl, listReleases } from './queries.ts'

/**
 * The real Discogs knows every release; its stand-in is told which ones exist, so that its pages and orders name what
 * we list. Nothing happens unless an account of ours talks to the stand-in on this very machine.
 */
const teachReleases = defineJob({
  name: 'demo.teach-releases',
  data: z.object({ productIds: z.array(z.uuid()).optional() }),
  retryLimit: 20,
  retryDelaySeconds: 1,
  run: teach,
})

export const teachingJobs = [teachReleases] as const

const releasesMax = 5_000

async function teach(cx: Cx, { productIds }: { productIds?: readonly string[] | undefined }): Promise<void> {
  const deskUrl = await findSandboxDeskUrl(cx)
  if (!deskUrl) return
  const releases = await listReleases(cx, productIds, releasesMax)
  if (releases.length > 0) await tellDesk(cx, `${deskUrl}/discogs/releases`, releases)
}

async function tellDesk(cx: Cx, url: string, body: unknown): Promise<void> {
  const answer = await cx.outside.connectors.discogs?.http.send({
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer && answer.status !== 200) throw new Outage('sandbox', `refused the releases with ${answer.status}`)
}

/** Every release we have; for the moment an account is connected. */
export const teachAllReleases = (tx: Tx): Promise<void> => enqueue(tx, teachReleases, {})

export const teachingSubscriptions: Subscriptions = {
  'catalog.changed': async (tx, { productIds }) => {
    if (productIds.length === 0 || !(await findSandboxDeskUrl(tx))) return
    await enqueue(tx, teachReleases, { productIds: [...productIds] })
  },
}
