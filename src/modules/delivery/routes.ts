import { z } from '@hono/zod-openapi'
import type { OrderId } from '#kernel/ids'
import { idSchema, route, timeSchema } from '#platform/http'
import { choiceWords } from './choice-words.ts'
import { type DeliveryMethod, deliveryKinds } from './delivery.ts'
import { estimateDelivery } from './estimate.ts'
import { optionOf, refusalOf } from './options.ts'
import { findOrderDelivery, getMethod, listCollectionHours, listMethods } from './queries.ts'
import { saveCollectionHours, saveMethod } from './save-method.ts'
import { tellReady } from './tell-ready.ts'

const tags = ['delivery']
const params = z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/) })
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const country = z.string().regex(/^[A-Z]{2}$/)
const mediaNames = ['vinyl', 'cd', 'cassette', 'other'] as const
const media = z.enum(mediaNames)

const method = {
  kind: z.enum(deliveryKinds).describe('pickup is click-and-collect at the shop, stall is pick-up on a market day'),
  countries: z.array(country).min(1).max(60),
  isActive: z.boolean(),
  valueMinorMax: z.int().positive().nullable().describe('Only for goods worth at most this much, in cents'),
  media: z.array(media).min(1).nullable().describe('Only for carts that hold nothing else; null: any'),
  handlingDays: z.int().min(0).max(30),
  transitDaysMin: z.int().min(0).max(60),
  transitDaysMax: z.int().min(0).max(90),
  cutOff: clock.describe('Clock of Europe/Paris; later orders count from the next working day'),
  carrier: z.string().trim().min(1).max(60).nullable().describe('Whose relay points are searched'),
  rates: z
    .array(z.object({ weightGramsMax: z.int().positive().max(100_000), priceMinor: z.int().min(0).max(100_000) }))
    .min(1)
    .max(30),
}
const MethodSchema = z.object({ code: z.string(), ...method }).openapi('DeliveryMethod')

/** Answers are written by schemas of plain arrays; media that this version does not know are left out. */
const view = ({ countries, rates, media: only, ...rest }: DeliveryMethod) => ({
  ...rest,
  countries: [...countries],
  rates: [...rates],
  media: only && mediaNames.filter((name) => only.includes(name)),
})

const readMethods = route({
  method: 'get',
  path: '/delivery-methods',
  permission: 'delivery:read',
  summary: 'Delivery methods with their rules and prices',
  tags,
  answers: { 200: z.object({ items: z.array(MethodSchema) }) },
  handle: async (cx) => ({ items: (await listMethods(cx)).map(view) }),
})

const putMethod = route({
  method: 'put',
  path: '/delivery-methods/:code',
  permission: 'delivery:write',
  summary: 'Save a delivery method; a new code makes a new one',
  tags,
  params,
  body: z.object(method),
  answers: { 200: MethodSchema },
  refusals: ['delivery.rates-unclear', 'delivery.days-reversed'],
  handle: async (cx, { params: { code }, body }) => {
    await saveMethod(cx, { code, ...body })
    return view(await getMethod(cx, code))
  },
})

const TrialSchema = z
  .object({
    code: z.string(),
    kind: z.enum(deliveryKinds),
    priceMinor: z.int().nullable(),
    reason: z.enum(['inactive', 'country', 'value', 'media', 'weight']).nullable(),
    shipsOn: z.string(),
    from: z.string(),
    to: z.string(),
  })
  .openapi('DeliveryTrial')

const createTrial = route({
  method: 'post',
  path: '/delivery-methods/trial',
  permission: 'delivery:read',
  summary: 'What each method would do with a parcel: its price and days, or why not',
  tags,
  body: z.object({
    country,
    weightGrams: z.int().min(1).max(100_000),
    itemsMinor: z.int().min(0).max(10_000_000),
    media: z.array(media).optional(),
  }),
  answers: { 200: z.object({ items: z.array(TrialSchema) }) },
  handle: async (cx, { body }) => ({
    items: (await listMethods(cx)).map((candidate) => ({
      code: candidate.code,
      kind: candidate.kind,
      priceMinor: optionOf(candidate, body, cx.now())?.priceMinor ?? null,
      reason: refusalOf(candidate, body) ?? null,
      ...estimateDelivery(candidate, cx.now()),
    })),
  }),
})

const hours = z.object({ weekday: z.int().min(0).max(6).describe('0 is Sunday'), opensAt: clock, closesAt: clock })

const readHours = route({
  method: 'get',
  path: '/collection-hours',
  permission: 'delivery:read',
  summary: 'When orders can be collected at the shop',
  tags,
  answers: { 200: z.object({ items: z.array(hours) }) },
  handle: async (cx) => ({ items: await listCollectionHours(cx) }),
})

const putHours = route({
  method: 'put',
  path: '/collection-hours',
  permission: 'delivery:write',
  summary: 'Save when orders can be collected at the shop',
  tags,
  body: z.object({ items: z.array(hours).max(40) }),
  answers: { 200: z.object({ items: z.array(hours) }) },
  refusals: ['delivery.hours-reversed'],
  handle: async (cx, { body: { items } }) => {
    await saveCollectionHours(cx, items)
    return { items: await listCollectionHours(cx) }
  },
})

const orderParams = z.object({ orderId: idSchema<OrderId>('Order') })

const readOrderDelivery = route({
  method: 'get',
  path: '/orders/:orderId/delivery',
  permission: 'orders:read',
  summary: 'The relay point, slot or market day the buyer chose; null when the method needs none',
  tags,
  params: orderParams,
  answers: {
    200: z.object({
      delivery: z
        .object({
          kind: z.enum(['relay', 'pickup', 'stall']),
          words: z.string(),
          relayPointId: z.string().nullable().describe('The carrier’s number of the point, for the label'),
          collectDay: z.string().nullable(),
          readyAt: timeSchema.nullable(),
        })
        .nullable(),
    }),
  },
  handle: async (cx, { params: { orderId }, request: { lang } }) => {
    const found = await findOrderDelivery(cx, orderId)
    if (!found) return { delivery: null }
    const { choice, readyAt } = found
    return {
      delivery: {
        kind: choice.kind,
        words: choiceWords(lang, choice),
        relayPointId: choice.kind === 'relay' ? choice.point.carrierPointId : null,
        collectDay: choice.kind === 'relay' ? null : choice.day,
        readyAt,
      },
    }
  },
})

const createReadiness = route({
  method: 'post',
  path: '/orders/:orderId/readiness',
  permission: 'orders:pack',
  summary: 'Tell the buyer that the order can be collected; once',
  tags,
  params: orderParams,
  answers: { 204: z.void() },
  refusals: ['delivery.not-to-collect'],
  handle: (cx, { params: { orderId } }) => tellReady(cx, orderId),
})

export const routes = [
  readMethods,
  putMethod,
  createTrial,
  readHours,
  putHours,
  readOrderDelivery,
  createReadiness,
] as const
