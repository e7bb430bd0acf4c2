import { z } from '@hono/zod-openapi'
import type { OrderId } from '#kernel/ids'
import { getSettings } from '#modules/team'
import { idSchema, route, timeSchema } from '#platform/http'
import { neededSettings, termsBlocks } from './blocks.ts'
import { publishTerms } from './publish-terms.ts'
import { currentTerms, listTerms, type Terms, termsOfOrder } from './queries.ts'
import { digestOf, missingSettings, termsTexts } from './terms.ts'

const tags = ['legal']
const TermsSchema = z
  .object({
    number: z.int(),
    digest: z.string().describe('SHA-256 of the French text'),
    texts: z.record(z.string(), z.string()),
    publishedAt: timeSchema,
    publishedBy: z.string(),
  })
  .openapi('Terms')

const view = (terms: Terms) => ({ ...terms })

const readTerms = route({
  method: 'get',
  path: '/terms',
  permission: 'settings:read',
  summary: 'The terms of sale: every version, what is missing, and whether the settings now say something else',
  tags,
  answers: {
    200: z.object({
      items: z.array(TermsSchema),
      missing: z.array(z.enum(neededSettings)),
      isChanged: z.boolean().describe('Publishing now would make a new version'),
      blocks: z.array(z.object({ name: z.string(), law: z.string(), validFrom: z.string() })),
    }),
  },
  handle: async (cx) => {
    const settings = await getSettings(cx)
    const current = await currentTerms(cx)
    return {
      items: await listTerms(cx),
      missing: missingSettings(settings),
      isChanged: current?.digest !== digestOf(termsTexts(settings)),
      blocks: [...termsBlocks],
    }
  },
})

const createPublication = route({
  method: 'post',
  path: '/terms/publication',
  permission: 'settings:write',
  summary: 'Put the terms of sale in force as the settings now make them',
  tags,
  answers: { 201: TermsSchema },
  handle: async (cx) => view(await publishTerms(cx)),
})

const readOrderTerms = route({
  method: 'get',
  path: '/orders/:orderId/terms',
  permission: 'orders:read',
  summary: 'The terms of sale an order was placed under; none for a marketplace’s order',
  tags,
  params: z.object({ orderId: idSchema<OrderId>('Order') }),
  answers: { 200: z.object({ items: z.array(TermsSchema) }) },
  handle: async (cx, { params: { orderId } }) => {
    const terms = await termsOfOrder(cx, orderId)
    return { items: terms ? [view(terms)] : [] }
  },
})

export const routes = [readTerms, createPublication, readOrderTerms]
