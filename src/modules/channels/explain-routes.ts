import { z } from '@hono/zod-openapi'
import type { VariantId } from '#kernel/ids'
import { idSchema, route, timeSchema } from '#platform/http'
import { ChannelErrorSchema, states } from './channel-view.ts'
import { explainListing } from './explain.ts'

const tags = ['channels']
const data = z.record(z.string(), z.unknown())

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
    hindrance: z
      .object({
        code: z.string(),
        text: z.string(),
        since: timeSchema.nullable(),
        until: timeSchema.nullable().describe('When it is tried again; null when a person must act first'),
        operation: z.string().optional(),
      })
      .nullable()
      .describe('What stands between the wish and the marketplace'),
    lastExchange: z
      .object({
        method: z.string(),
        path: z.string(),
        status: z.int().optional(),
        durationMs: z.number(),
        answer: z.string().describe("The marketplace's own words, cut and without secrets"),
        at: z.string(),
      })
      .nullable()
      .describe('The last request about this listing and its answer'),
    lastError: ChannelErrorSchema.nullable(),
    proof: z.string().nullable().describe('What the marketplace showed when it was last read back'),
    proofAt: timeSchema.nullable(),
    events: z.array(z.object({ what: z.string(), text: z.string(), at: timeSchema, data })),
  })
  .openapi('ListingExplanation')

export const readExplanations = route({
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
