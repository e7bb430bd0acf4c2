import { z } from '@hono/zod-openapi'
import { route, timeSchema } from '#platform/http'
import { chooseCurrencies } from './choose-currencies.ts'
import { chosenCurrencies, lastReads, newestRates, offeredRates, ratesOf } from './queries.ts'
import { publishedCurrencies, rateAgeDays, rateAgeDaysMax } from './rate.ts'
import { readRates } from './read-rates.ts'

const tags = ['currencies']
const code = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD')
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-11-27')
const RateSchema = z
  .object({ currency: code, rateMicro: z.int().describe('Millionths of the currency for one euro') })
  .openapi('CurrencyRate')
const outcome = z.enum(['kept', 'unchanged', 'refused', 'away'])

const readCurrencies = route({
  method: 'get',
  path: '/currencies',
  permission: 'settings:read',
  summary:
    'Display currencies: what is chosen and shown, the newest rates with their day, the last looks at the bank’s file',
  tags,
  answers: {
    200: z.object({
      source: z.string().nullable().describe('Where the file is read'),
      choosable: z.array(code),
      chosen: z.array(code),
      shown: z.array(code).describe('Chosen, published, and with rates that are not too old'),
      rateDate: day.nullable(),
      rateAgeDays: z.int().nullable(),
      rateAgeDaysMax: z.int().describe('Older rates are not shown'),
      rates: z.array(RateSchema),
      reads: z.array(
        z.object({ readAt: timeSchema, outcome, rateDate: day.nullable(), reason: z.string().nullable() }),
      ),
    }),
  },
  handle: async (cx) => {
    const newest = await newestRates(cx)
    return {
      source: cx.outside.rates?.address ?? null,
      choosable: newest?.rates.map(({ currency }) => currency) ?? [...publishedCurrencies],
      chosen: [...(await chosenCurrencies(cx))],
      shown: ((await offeredRates(cx))?.rates ?? []).map(({ currency }) => currency),
      rateDate: newest?.rateDate ?? null,
      rateAgeDays: newest ? rateAgeDays(newest.rateDate, cx.now()) : null,
      rateAgeDaysMax,
      rates: [...(newest?.rates ?? [])],
      reads: await lastReads(cx),
    }
  },
})

const putChoice = route({
  method: 'put',
  path: '/currencies/choice',
  permission: 'settings:write',
  summary: 'Choose the currencies visitors may see prices in; none hides them',
  tags,
  body: z.object({ currencies: z.array(code).max(40) }),
  answers: { 204: z.void() },
  refusals: ['currencies.unknown'],
  handle: (cx, { body }) => chooseCurrencies(cx, body.currencies),
})

const postReading = route({
  method: 'post',
  path: '/currencies/readings',
  permission: 'settings:write',
  summary: 'Look at the bank’s file now; a file that cannot be is refused with its reason and the last good rates stay',
  tags,
  answers: { 201: z.object({ outcome, rateDate: day.nullable(), reason: z.string().nullable() }) },
  handle: readRates,
})

const readDay = route({
  method: 'get',
  path: '/currencies/rates/:rateDate',
  permission: 'settings:read',
  summary: 'The rates kept of one day; none on days the bank was closed',
  tags,
  params: z.object({ rateDate: day }),
  answers: { 200: z.object({ items: z.array(RateSchema) }) },
  handle: async (cx, { params: { rateDate } }) => ({ items: await ratesOf(cx, rateDate) }),
})

export const routes = [readCurrencies, putChoice, postReading, readDay]
