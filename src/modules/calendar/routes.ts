import { z } from '@hono/zod-openapi'
import { parisDay } from '#platform/clock'
import { idSchema, route, timeSchema } from '#platform/http'
import type { MarketDayId } from './market-day.ts'
import { cancelMarketDay, changeMarketDay, planMarketDays, restoreMarketDay } from './plan-days.ts'
import { getMarketDay, listMarketDays } from './queries.ts'

const tags = ['calendar']
const params = z.object({ marketDayId: idSchema<MarketDayId>('MarketDay') })
const day = z.iso.date()
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('Clock of Europe/Paris, e.g. 08:30')

const facts = {
  opensAt: clock.nullable(),
  closesAt: clock.nullable(),
  place: z.string().trim().min(1).max(200),
  address: z.string().trim().max(300),
  note: z.string().trim().max(1000),
}
const withBothHours = <T extends { opensAt: string | null; closesAt: string | null }>(given: T): boolean =>
  (given.opensAt === null) === (given.closesAt === null)
const bothHours = { message: 'both-hours', path: ['closesAt'] }

const MarketDaySchema = z
  .object({
    id: z.string(),
    day,
    ...facts,
    seriesId: z.string().nullable(),
    cancelledReason: z.string().nullable(),
    version: z.int(),
    updatedAt: timeSchema,
  })
  .openapi('MarketDay')

const readMarketDays = route({
  method: 'get',
  path: '/market-days',
  permission: 'calendar:read',
  summary: 'Market days from a day on, today when none is given',
  tags,
  query: z.object({ from: day.optional() }),
  answers: { 200: z.object({ items: z.array(MarketDaySchema) }) },
  handle: async (cx, { query: { from } }) => ({
    items: await listMarketDays(cx, { from: from ?? parisDay(cx.now()) }),
  }),
})

const createMarketDays = route({
  method: 'post',
  path: '/market-days',
  permission: 'calendar:write',
  summary: 'Enter an outing of the stall, or one every week',
  tags,
  body: z
    .object({ day, ...facts, weeklyUntil: day.optional().describe('Every week up to this day') })
    .refine(withBothHours, bothHours),
  answers: { 201: z.object({ ids: z.array(z.string()) }) },
  refusals: ['calendar.day-exists', 'calendar.hours-reversed', 'calendar.series-too-long'],
  handle: async (cx, { body }) => ({ ids: await planMarketDays(cx, body) }),
})

const putMarketDay = route({
  method: 'put',
  path: '/market-days/:marketDayId',
  permission: 'calendar:write',
  summary: 'Change one outing',
  tags,
  params,
  body: z.object({ day, ...facts }).refine(withBothHours, bothHours),
  answers: { 200: MarketDaySchema },
  refusals: ['calendar.day-not-found', 'calendar.day-exists', 'calendar.hours-reversed'],
  handle: async (cx, { params: { marketDayId }, body }) => {
    await changeMarketDay(cx, marketDayId, body)
    return getMarketDay(cx, marketDayId)
  },
})

const createCancellation = route({
  method: 'post',
  path: '/market-days/:marketDayId/cancellation',
  permission: 'calendar:write',
  summary: 'Say that an outing does not take place, and why',
  tags,
  params,
  body: z.object({
    reason: z.string().trim().min(1).max(300),
    isWithFollowing: z.boolean().default(false).describe('The later days of its series too'),
  }),
  answers: { 204: z.void() },
  refusals: ['calendar.day-not-found'],
  handle: (cx, { params: { marketDayId }, body }) => cancelMarketDay(cx, marketDayId, body),
})

const deleteCancellation = route({
  method: 'delete',
  path: '/market-days/:marketDayId/cancellation',
  permission: 'calendar:write',
  summary: 'Let a cancelled outing take place',
  tags,
  params,
  answers: { 204: z.void() },
  refusals: ['calendar.day-not-found'],
  handle: (cx, { params: { marketDayId } }) => restoreMarketDay(cx, marketDayId),
})

export const routes = [readMarketDays, createMarketDays, putMarketDay, createCancellation, deleteCancellation] as const
