import { z } from 'zod'
import type { Connector, ConnectorLimits, ConnectorLink, ConnectorMaker, ConnectorSupport } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import { createClient, parse, rejectionOf } from './client.ts'
import { findAll } from './inventory.ts'
import { listAll } from './inventory-page.ts'

export { mediaCondition } from './listings.ts'

import { publishOne, readBackOne, withdrawOne } from './listings.ts'
import { cancelOrder, shipOrder } from './order-commands.ts'
import { ordersSince } from './orders.ts'
import { uploadAll } from './upload.ts'

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
  budgetOf: 'vendor',
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

const discogsSupport: ConnectorSupport = {
  orders: 'poll',
  isSaleKnownBeforePayment: true,
  publishes: 'at once',
  withdraws: 'at once',
  canDecideOrders: false,
  canCancelOrders: 'whole',
  canShipOrders: true,
  hasStanding: false,
  contract: 'none published for the marketplace; answers are held against the samples of the developer page',
  unverified: [
    'how long an upload or an export takes, and how a refused row of an upload is worded',
    'whether a deleted listing can reappear in the inventory',
    'whether a status and a message sent together really end an order that is paid already',
  ],
}

export const discogs = (http: HttpClient): ConnectorMaker => ({
  name: 'discogs',
  label: 'Discogs',
  fields: [{ name: 'token', kind: 'secret', isRequired: true }],
  support: discogsSupport,
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
    listAll: (page) => listAll(client, page),
    ordersSince: (cursor) => ordersSince(client, cursor),
    cancelOrder: (order, cancellation) => cancelOrder(client, order, cancellation),
    shipOrder: (order, parcel) => shipOrder(client, order, parcel),
  }
}

/** One request after the other: the vendor counts requests, not connections. */
async function inTurn<T, R>(entries: readonly T[], work: (entry: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (const entry of entries) answers.push(await work(entry))
  return answers
}
