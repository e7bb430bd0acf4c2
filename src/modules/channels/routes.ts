import { z } from '@hono/zod-openapi'
import type { AccountId, ListingId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { idSchema, pageQuery, pageSchema, route, timeSchema } from '#platform/http'
import type { Lang } from '#platform/i18n'
import { connectAccount, pauseAccount, resumeAccount, retryListing } from './accounts.ts'
import { errandRoutes } from './errand-routes.ts'
import { errorInWords, explainListing } from './explain.ts'
import { getAccount } from './queries.ts'
import { type AccountView, listAccounts, listListings } from './queries-screens.ts'

const states = ['waiting', 'live', 'withdrawn', 'rejected', 'sold'] as const
const params = z.object({ accountId: idSchema<AccountId>('Account') })
const tags = ['channels']
const data = z.record(z.string(), z.unknown())

const ChannelErrorSchema = z
  .object({
    code: z.string(),
    message: z.string().describe("The vendor's own words"),
    text: z.string().describe('What it means and what to do, in the language asked for'),
    field: z.string().optional(),
    at: z.string(),
  })
  .openapi('ChannelError')

const ChannelSchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    label: z.string(),
    postAddress: z.string().nullable().describe('Set for a channel kept by hand: where a person posts an ad'),
    seller: z.string(),
    state: z.enum(['active', 'paused']),
    health: z.enum(['good', 'busy', 'blocked', 'paused']),
    blockedUntil: timeSchema.nullable(),
    ordersPolledAt: timeSchema.nullable(),
    lastError: ChannelErrorSchema.nullable(),
    counts: z.object({ waiting: z.int(), live: z.int(), withdrawn: z.int(), rejected: z.int(), sold: z.int() }),
    pendingCount: z.int().describe('Listings with something left to send'),
    unprovenCount: z.int().describe('Listings not read back since they were last sent'),
    withdrawalMs: z
      .object({ count: z.int(), p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() })
      .describe('From the claim of a copy to the accepted withdrawal, last 30 days'),
  })
  .openapi('Channel')

function channelView(cx: Cx, account: AccountView, lang: Lang) {
  const now = cx.now()
  const isBlocked = account.blockedUntil !== null && account.blockedUntil > now
  const working = isBlocked ? 'blocked' : account.pendingCount > 0 ? 'busy' : 'good'
  const health: 'paused' | typeof working = account.state === 'paused' ? 'paused' : working
  const postAddress = cx.outside.byHand?.[account.channel]?.postAddress ?? null
  return { ...account, health, postAddress, lastError: errorInWords(account.lastError, lang) }
}

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
    settings: z.record(z.string().max(40), z.union([z.string().max(500), z.number()])).default({}),
    credentials: z.record(z.string().max(40), z.string().trim().min(1).max(4000)),
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

const ExplanationSchema = z
  .object({
    listingId: z.string(),
    accountId: z.string(),
    channel: z.string(),
    account: z.string(),
    state: z.enum(states),
    isOnSale: z.boolean(),
    reason: z.string().describe('The rule that decides, e.g. no-grade'),
    text: z.string().describe('The reason in words, with what to do'),
    remoteId: z.string().nullable(),
    priceMinor: z.int().nullable(),
    nextTryAt: timeSchema.nullable(),
    lastError: ChannelErrorSchema.nullable(),
    proofAt: timeSchema.nullable(),
    events: z.array(z.object({ what: z.string(), text: z.string(), at: timeSchema, data })),
  })
  .openapi('ListingExplanation')

const readExplanations = route({
  method: 'get',
  path: '/variants/:variantId/listings',
  permission: 'channels:read',
  summary: 'Why a variant is, or is not, on sale on each account',
  tags,
  params: z.object({ variantId: idSchema<VariantId>('Variant') }),
  answers: { 200: z.object({ items: z.array(ExplanationSchema) }) },
  handle: async (cx, { params: { variantId }, request: { lang } }) => {
    const items = await explainListing(cx, variantId, lang)
    return { items: items.map((item) => ({ ...item, events: [...item.events] })) }
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
  createRetry,
]
