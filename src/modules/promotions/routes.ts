import { z } from '@hono/zod-openapi'
import type { VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { idSchema, route, timeSchema } from '#platform/http'
import { previewPromotion } from './preview-promotion.ts'
import { effectSchema, phaseAt, scopeSchema, stackings, termsSchema } from './promotion.ts'
import { getPromotion, listPromotions, listUses, type PromotionSummary } from './queries.ts'
import { listGroups } from './queries-groups.ts'
import { createPromotion, movePromotion, savePromotion } from './save-promotion.ts'
import { saveGroup } from './store-groups.ts'

const tags = ['promotions']
const params = z.object({ promotionId: z.uuid() })
const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .nullable()
  .default(null)

const NamesSchema = z.object({ fr: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) })
const WishSchema = z.object({
  names: NamesSchema,
  code: z
    .string()
    .trim()
    .max(40)
    .regex(/^[\p{L}\p{N} _-]*$/u)
    .nullable()
    .default(null)
    .describe('Null: applies by itself'),
  campaign: z.string().trim().min(1).max(80).nullable().default(null),
  effect: effectSchema,
  scope: scopeSchema.prefault({}),
  terms: termsSchema.prefault({}),
  stacking: z.enum(stackings).default('stackable'),
  priority: z.int().min(0).max(1000).default(100),
  startsAt: moment,
  endsAt: moment,
  usesMax: z.int().min(1).nullable().default(null),
})

const PromotionSchema = z
  .object({
    id: z.string(),
    names: z.object({ fr: z.string(), en: z.string() }),
    code: z.string().nullable(),
    campaign: z.string(),
    effect: effectSchema,
    scope: scopeSchema,
    terms: termsSchema,
    stacking: z.enum(stackings),
    priority: z.int(),
    state: z.enum(['draft', 'active', 'paused']),
    phase: z.enum(['draft', 'paused', 'scheduled', 'running', 'ended', 'used-up']),
    startsAt: timeSchema.nullable(),
    endsAt: timeSchema.nullable(),
    usesMax: z.int().nullable(),
    usesCount: z.int(),
    version: z.int(),
    usedMinor: z.int().describe('Taken off by living orders'),
    ordersCount: z.int(),
  })
  .openapi('Promotion')

const view = (cx: Cx, promotion: PromotionSummary) => ({ ...promotion, phase: phaseAt(cx.now(), promotion) })

const readPromotions = route({
  method: 'get',
  path: '/promotions',
  permission: 'pricing:read',
  summary: 'Promotions, what runs first',
  tags,
  answers: { 200: z.object({ items: z.array(PromotionSchema) }) },
  handle: async (cx) => ({ items: (await listPromotions(cx)).map((promotion) => view(cx, promotion)) }),
})

const readPromotion = route({
  method: 'get',
  path: '/promotions/:promotionId',
  permission: 'pricing:read',
  summary: 'One promotion with its uses',
  tags,
  params,
  answers: {
    200: PromotionSchema.extend({
      uses: z.array(
        z.object({
          orderId: z.string(),
          number: z.string().nullable(),
          amountMinor: z.int(),
          usedAt: timeSchema,
          releasedAt: timeSchema.nullable(),
        }),
      ),
    }),
  },
  refusals: ['promotion.not-found'],
  handle: async (cx, { params: { promotionId } }) => ({
    ...view(cx, await getPromotion(cx, promotionId)),
    uses: await listUses(cx, promotionId),
  }),
})

const postPromotion = route({
  method: 'post',
  path: '/promotions',
  permission: 'pricing:write',
  summary: 'Make a promotion, as a draft',
  tags,
  body: WishSchema,
  answers: { 201: z.object({ id: z.string() }) },
  refusals: ['promotion.code-taken', 'promotion.ends-before-it-starts', 'promotion.group-not-found'],
  handle: async (cx, { body }) => ({ id: await createPromotion(cx, body) }),
})

const putPromotion = route({
  method: 'put',
  path: '/promotions/:promotionId',
  permission: 'pricing:write',
  summary: 'Save a promotion; refused when somebody else has saved since',
  tags,
  params,
  body: WishSchema.extend({ version: z.int() }),
  answers: { 200: PromotionSchema },
  refusals: [
    'promotion.not-found',
    'promotion.stale',
    'promotion.code-taken',
    'promotion.ends-before-it-starts',
    'promotion.group-not-found',
  ],
  handle: async (cx, { params: { promotionId }, body }) => {
    await savePromotion(cx, promotionId, body)
    return view(cx, await getPromotion(cx, promotionId))
  },
})

const createActivation = route({
  method: 'post',
  path: '/promotions/:promotionId/activation',
  permission: 'pricing:write',
  summary: 'Let it run, from its start on',
  tags,
  params,
  answers: { 200: PromotionSchema },
  refusals: ['promotion.not-found'],
  handle: async (cx, { params: { promotionId } }) => {
    await movePromotion(cx, promotionId, 'active')
    return view(cx, await getPromotion(cx, promotionId))
  },
})

const createPause = route({
  method: 'post',
  path: '/promotions/:promotionId/pause',
  permission: 'pricing:write',
  summary: 'Stop it at once',
  tags,
  params,
  answers: { 200: PromotionSchema },
  refusals: ['promotion.not-found'],
  handle: async (cx, { params: { promotionId } }) => {
    await movePromotion(cx, promotionId, 'paused')
    return view(cx, await getPromotion(cx, promotionId))
  },
})

const createPreview = route({
  method: 'post',
  path: '/promotions/preview',
  permission: 'pricing:read',
  summary: 'What it would take off a basket, and how its reductions may be announced; nothing is written',
  tags,
  body: z.object({
    promotion: WishSchema.extend({ id: z.uuid().optional() }),
    basket: z.array(z.object({ variantId: idSchema<VariantId>('Variant'), quantity: z.int().min(1).max(100) })).max(50),
  }),
  answers: {
    200: z.object({
      savedMinor: z.int(),
      totalMinor: z.int(),
      explanations: z.array(
        z.object({
          promotionId: z.string().nullable(),
          because: z.string(),
          amountMinor: z.int(),
          missing: z.int().optional(),
        }),
      ),
      announcedCount: z.int(),
      silent: z
        .array(
          z.object({ variantId: z.string(), because: z.string(), priceMinor: z.int(), priorMinor: z.int().nullable() }),
        )
        .describe('Reductions that may not be announced, and why'),
    }),
  },
  handle: async (cx, { body }) => {
    const { savedMinor, quote, announcements } = await previewPromotion(cx, body.promotion, body.basket)
    const explanations = quote.explanations.map(({ promotionId, because, amountMinor, missing }) => ({
      promotionId,
      because,
      amountMinor,
      ...(missing !== undefined && { missing }),
    }))
    return {
      savedMinor,
      totalMinor: quote.totalMinor,
      explanations,
      announcedCount: announcements.announcedCount,
      silent: [...announcements.silent],
    }
  },
})

const GroupSchema = z
  .object({
    code: z.string().regex(/^[a-z0-9-]{1,40}$/),
    name: z.string().trim().min(1).max(80),
    emails: z.array(z.email().max(200)).max(5000),
  })
  .openapi('CustomerGroup')

const readGroups = route({
  method: 'get',
  path: '/customer-groups',
  permission: 'customers:read',
  summary: 'Groups of customers for whom promotions can be',
  tags,
  answers: { 200: z.object({ items: z.array(GroupSchema) }) },
  handle: async (cx) => ({ items: (await listGroups(cx)).map((group) => ({ ...group, emails: [...group.emails] })) }),
})

const putGroup = route({
  method: 'put',
  path: '/customer-groups/:code',
  permission: 'customers:write',
  summary: 'Make or change a group and its members',
  tags,
  params: z.object({ code: GroupSchema.shape.code }),
  body: GroupSchema.omit({ code: true }),
  answers: { 204: z.void() },
  handle: (cx, { params: { code }, body }) => saveGroup(cx, { code, ...body }),
})

export const routes = [
  readPromotions,
  createPreview,
  readPromotion,
  postPromotion,
  putPromotion,
  createActivation,
  createPause,
  readGroups,
  putGroup,
]
