import { z } from 'zod'
import type { Connector, ConnectorLimits, ConnectorLink, ConnectorMaker } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import { createClient, parse, rejectionOf } from './client.ts'
import { findAll, uploadAll } from './inventory.ts'

export { mediaCondition } from './listings.ts'

import { publishOne, readBackOne, withdrawOne } from './listings.ts'
import { ordersSince } from './orders.ts'

/**
 * https://www.discogs.com/developers (read 2026-09): 60 requests a minute and source address, as a moving average. A
 * bucket of 12 refilled by 48 a minute never exceeds 60 in any minute.
 */
export const discogsLimits: ConnectorLimits = {
  titleCharsMax: 200,
  descriptionCharsMax: 2000,
  imagesMax: 0,
  quantityMax: 1,
  batchMax: 1,
  bulk: { min: 20, max: 2000, pollMs: 2_000 },
  requestsPerMinute: 48,
  requestsBurst: 12,
  requestsReserved: 6,
  isGradeRequired: true,
  lowestGrade: 'P',
  needs: ['release-id'],
  media: ['vinyl', 'cd', 'cassette', 'other'],
  canRepeatCreation: false,
  creationSettlesMs: 15_000,
  ordersPollMs: 30_000,
}

export const discogs = (http: HttpClient): ConnectorMaker => ({
  name: 'discogs',
  limits: discogsLimits,
  http,
  connect: (link) => connect(link),
})

const identity = z.object({ username: z.string() })

function connect(link: ConnectorLink): Connector {
  const client = createClient(link)
  return {
    async setUp() {
      const answer = await client.call({ method: 'GET', path: '/oauth/identity' })
      if (answer.status >= 300) rejectionOf(answer)
      const { username } = parse(identity, answer.body)
      return { seller: username, settings: { ...link.settings, username } }
    },
    publish: (batch) => inTurn(batch, (entry) => publishOne(client, entry)),
    publishBulk: (batch) => uploadAll(client, batch),
    withdraw: (batch) => inTurn(batch, (entry) => withdrawOne(client, entry)),
    readBack: (batch) => inTurn(batch, (remote) => readBackOne(client, remote)),
    findBySku: (batch) => findAll(client, batch),
    ordersSince: (cursor) => ordersSince(client, cursor),
  }
}

/** One request after the other: the vendor counts requests, not connections. */
async function inTurn<T, R>(entries: readonly T[], work: (entry: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (const entry of entries) answers.push(await work(entry))
  return answers
}
