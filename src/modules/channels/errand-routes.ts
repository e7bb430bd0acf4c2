import { z } from '@hono/zod-openapi'
import type { AccountId, ListingId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { idSchema, rawRoute, route, timeSchema } from '#platform/http'
import { type Lang, translate } from '#platform/i18n'
import { type Errand, listErrands, recordErrand, wantedByHand } from './by-hand.ts'
import { listingKit } from './kit.ts'
import { getAccount } from './queries.ts'

const tags = ['channels']
const params = z.object({ listingId: idSchema<ListingId>('Listing') })

const ErrandSchema = z
  .object({
    listingId: z.string(),
    variantId: z.string(),
    sku: z.string(),
    step: z.enum(['take-down', 'change', 'post']),
    title: z.string(),
    description: z.string(),
    priceMinor: z.int().nullable(),
    photosCount: z.int(),
    fingerprint: z.string().describe('Names this text and price; give it back with the tick'),
    reason: z.string().nullable(),
    text: z.string().describe('What to do and why, in words'),
    remoteId: z.string().nullable().describe('The ad that stands there, as it was noted'),
    since: timeSchema,
  })
  .openapi('Errand')

const readErrands = route({
  method: 'get',
  path: '/channels/:accountId/errands',
  permission: 'channels:read',
  summary: 'What a person must post, change or take down on a marketplace without an interface, most urgent first',
  tags,
  params: z.object({ accountId: idSchema<AccountId>('Account') }),
  answers: { 200: z.object({ items: z.array(ErrandSchema) }) },
  refusals: ['channels.account-not-found', 'channels.not-by-hand'],
  handle: async (cx, { params: { accountId }, request: { lang } }) => {
    const { label } = await getAccount(cx, accountId)
    return { items: (await listErrands(cx, accountId)).map((errand) => errandView(errand, { lang, label })) }
  },
})

const errandView = (errand: Errand, { lang, label }: { lang: Lang; label: string }) => ({
  listingId: errand.listingId,
  variantId: errand.variantId,
  sku: errand.sku,
  step: errand.step,
  title: errand.title,
  description: errand.wanted?.description ?? '',
  priceMinor: errand.wanted?.priceMinor ?? null,
  photosCount: errand.wanted?.photos.length ?? 0,
  fingerprint: errand.fingerprint,
  reason: errand.reason ?? null,
  text: translate(lang, `channels:errands.${errand.step}`, { label }),
  remoteId: errand.remoteId ?? null,
  since: errand.since,
})

const createTick = route({
  method: 'post',
  path: '/listings/:listingId/tick',
  permission: 'channels:write',
  summary: 'Say what was done there by hand; the tick is the proof',
  tags,
  params,
  body: z.discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['posted', 'changed']),
      fingerprint: z.string().min(1).max(40),
      remoteId: z.string().trim().min(1).max(300).optional().describe("The ad's address or number"),
    }),
    z.object({ kind: z.literal('taken-down') }),
  ]),
  answers: { 204: z.void() },
  refusals: ['channels.listing-not-found', 'channels.not-by-hand'],
  handle: (cx, { params: { listingId }, body }) => recordErrand(cx, listingId, body),
})

const readKit = rawRoute({
  method: 'get',
  path: '/listings/:listingId/kit.zip',
  permission: 'channels:read',
  summary: 'Text, price and photos of an ad to post by hand',
  tags,
  params,
  produces: 'application/zip',
  refusals: ['channels.listing-not-found', 'channels.not-by-hand'],
  handle: async (cx, { params: { listingId } }) => {
    const listing = (await wantedByHand(cx, listingId)) ?? refuse('channels.listing-not-found', { listingId })
    return new Response(await listingKit(listing), {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${listing.sku}.zip"`,
      },
    })
  },
})

export const errandRoutes = [readErrands, createTick, readKit] as const
