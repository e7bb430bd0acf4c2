import { z } from '@hono/zod-openapi'
import type { ProductId } from '#kernel/ids'
import { idSchema, route, timeSchema } from '#platform/http'
import { recommendationCounts, recommendationsFor } from './queries.ts'
import { reasonWeights } from './reasons.ts'

const tags = ['recommendations']
const shownMax = 12

const RecommendationSchema = z
  .object({
    productId: z.string(),
    variantId: z.string(),
    sku: z.string(),
    title: z.string(),
    artist: z.string(),
    priceMinor: z.int(),
    reason: z.enum(['bought', 'viewed', 'artist', 'fans', 'label', 'era']),
    evidence: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .openapi('Recommendation')

const readRecommendations = route({
  method: 'get',
  path: '/products/:productId/recommendations',
  permission: 'catalog:read',
  summary: 'What goes with a product and can be bought now, with the reason',
  tags,
  params: z.object({ productId: idSchema<ProductId>('Product') }),
  answers: { 200: z.object({ items: z.array(RecommendationSchema) }) },
  handle: async (cx, { params: { productId } }) => ({
    items: (await recommendationsFor(cx, [productId], shownMax)).map(({ item, reason, evidence }) => ({
      productId: item.productId,
      variantId: item.variantId,
      sku: item.sku,
      title: item.title,
      artist: item.artist,
      priceMinor: item.priceMinor,
      reason,
      evidence: { ...evidence },
    })),
  }),
})

const readCounts = route({
  method: 'get',
  path: '/recommendations',
  permission: 'audience:read',
  summary: 'How many products have suggestions, by reason, and when they were computed',
  tags,
  answers: {
    200: z.object({
      weights: z.record(z.string(), z.number()),
      items: z.array(
        z
          .object({ kind: z.string(), products: z.int(), pairs: z.int(), computedAt: timeSchema.nullable() })
          .openapi('RecommendationCount'),
      ),
    }),
  },
  handle: async (cx) => ({ weights: { ...reasonWeights }, items: await recommendationCounts(cx) }),
})

export const routes = [readRecommendations, readCounts]
