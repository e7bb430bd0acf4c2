import { z } from '@hono/zod-openapi'
import type { AccountId, ListingId } from '#kernel/ids'
import { idSchema, pageQuery, pageSchema, route, timeSchema } from '#platform/http'
import { connectAccount, pauseAccount, resumeAccount, retryListing } from './accounts.ts'
import { ChannelErrorSchema, ChannelSchema, channelView, states } from './channel-view.ts'
import { ConnectionFields, readConnectors, reconnectChannel } from './connector-routes.ts'
import { errandRoutes } from './errand-routes.ts'
import { errorInWords } from './explain.ts'
import { readExplanations } from './explain-routes.ts'
import { getAccount } from './queries.ts'
import { listAccounts, listListings } from './queries-screens.ts'

const params = z.object({ accountId: idSchema<AccountId>('Account') })
const tags = ['channels']

const readChannels = route({
  method: 'get',
  path: '/channels',
  permission: 'channels:read',
  summary: 'Marketplace accounts: health, what stands there, what waits, how fast withdrawals were',
  tags,
  answers: { 200: z.object({ items: z.array(ChannelSchema) }) },
  handle: async (cx, { request: { lang } }) => ({
    items: (await listAccounts(cx)).map((account) => channelView(cx, account, lang)),
  }),
})

const createChannel = route({
  method: 'post',
  path: '/channels',
  permission: 'channels:write',
  summary: 'Connect an account: the credentials are tried, then kept encrypted',
  tags,
  body: z.object({
    channel: z.string().max(40),
    label: z.string().trim().min(1).max(80),
    ...ConnectionFields,
  }),
  answers: { 201: z.object({ id: z.string() }) },
  refusals: ['channels.unknown-channel', 'channels.credentials-refused', 'channels.label-taken'],
  handle: async (cx, { body }) => ({ id: await connectAccount(cx, body) }),
})

const pauseChannel = route({
  method: 'post',
  path: '/channels/:accountId/pause',
  permission: 'channels:write',
  summary: 'Publish and change nothing there any more; withdrawals and orders go on',
  tags,
  params,
  answers: { 204: z.void() },
  refusals: ['channels.account-not-found'],
  handle: (cx, { params: { accountId } }) => pauseAccount(cx, accountId),
})

const resumeChannel = route({
  method: 'post',
  path: '/channels/:accountId/resume',
  permission: 'channels:write',
  summary: 'Publish again',
  tags,
  params,
  answers: { 204: z.void() },
  refusals: ['channels.account-not-found'],
  handle: (cx, { params: { accountId } }) => resumeAccount(cx, accountId),
})

const ListingSchema = z
  .object({
    id: z.string(),
    variantId: z.string(),
    sku: z.string(),
    title: z.string(),
    artist: z.string(),
    state: z.enum(states),
    isPending: z.boolean().describe('Something is left to send'),
    withheld: z.string().nullable().describe('Why it is not on sale, e.g. no-grade'),
    remoteId: z.string().nullable(),
    lastError: ChannelErrorSchema.nullable(),
    lastSentAt: timeSchema.nullable(),
    proofAt: timeSchema.nullable().describe('When the vendor was last read back'),
    nextTryAt: timeSchema,
  })
  .openapi('Listing')

const readListings = route({
  method: 'get',
  path: '/channels/:accountId/listings',
  permission: 'channels:read',
  summary: 'Listings of an account',
  tags,
  params,
  query: z.object({ ...pageQuery, state: z.enum(states).optional() }),
  answers: { 200: pageSchema(ListingSchema) },
  refusals: ['channels.account-not-found'],
  handle: async (cx, { params: { accountId }, query, request: { lang } }) => {
    await getAccount(cx, accountId)
    const { items, nextCursor } = await listListings(cx, { accountId, ...query })
    return { items: items.map((item) => ({ ...item, lastError: errorInWords(item.lastError, lang) })), nextCursor }
  },
})

const createRetry = route({
  method: 'post',
  path: '/listings/:listingId/retry',
  permission: 'channels:write',
  summary: 'Send a listing again, now',
  tags,
  params: z.object({ listingId: idSchema<ListingId>('Listing') }),
  answers: { 204: z.void() },
  refusals: ['channels.listing-not-found'],
  handle: (cx, { params: { listingId } }) => retryListing(cx, listingId),
})

export const routes = [
  ...errandRoutes,
  readChannels,
  createChannel,
  pauseChannel,
  resumeChannel,
  readListings,
  readExplanations,
  readConnectors,
  reconnectChannel,
  createRetry,
]
