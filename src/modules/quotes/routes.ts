import { z } from '@hono/zod-openapi'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { idSchema, pageQuery, pageSchema, route, timeSchema } from '#platform/http'
import { getQuote, listQuotes, variantsBySku } from './queries.ts'
import { type QuoteId, quoteStates } from './quote.ts'
import { declineQuote, priceQuote } from './quotes.ts'

const tags = ['quotes']
const params = z.object({ quoteId: idSchema<QuoteId>('Quote') })

const QuoteSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    accessToken: z.string(),
    state: z.enum(quoteStates),
    company: z.string(),
    buyer: z.object({ name: z.string(), email: z.string(), phone: z.string().optional() }),
    lang: z.string(),
    wish: z.string(),
    wantedBy: z.string().nullable(),
    validUntil: z.string().nullable(),
    note: z.string(),
    deliveryMinor: z.int(),
    itemsMinor: z.int(),
    totalMinor: z.int(),
    orderId: z.string().nullable(),
    createdAt: timeSchema,
    lines: z.array(
      z.object({
        position: z.int(),
        variantId: z.string(),
        sku: z.string(),
        title: z.string(),
        detail: z.string(),
        quantity: z.int(),
        unitPriceMinor: z.int(),
        totalMinor: z.int(),
      }),
    ),
  })
  .openapi('PriceQuote')

const readQuotes = route({
  method: 'get',
  path: '/quotes',
  permission: 'orders:read',
  summary: 'Quotes, newest first',
  tags,
  query: z.object({ ...pageQuery, state: z.enum(quoteStates).optional() }),
  answers: { 200: pageSchema(QuoteSchema) },
  handle: (cx, { query }) => listQuotes(cx, query),
})

const readQuote = route({
  method: 'get',
  path: '/quotes/:quoteId',
  permission: 'orders:read',
  summary: 'One quote with its lines',
  tags,
  params,
  answers: { 200: QuoteSchema },
  refusals: ['quote.not-found'],
  handle: (cx, { params: { quoteId } }) => getQuote(cx, quoteId),
})

const createRefusal = route({
  method: 'post',
  path: '/quotes/:quoteId/refusal',
  permission: 'orders:write',
  summary: 'No quote for this one; its pieces are free at once',
  tags,
  params,
  answers: { 200: QuoteSchema },
  refusals: ['quote.not-found', 'quote.move-not-allowed'],
  handle: async (cx, { params: { quoteId } }) => {
    await declineQuote(cx, quoteId)
    return getQuote(cx, quoteId)
  },
})

const LineSchema = z.object({
  sku: z.string().trim().min(1).max(40),
  quantity: z.int().min(1).max(1000),
  unitPriceMinor: z.int().min(0).max(10_000_000),
})

/** An offer is mailed in the shop's name. */
export const createRoutes = (headOf: (cx: Cx) => Promise<{ shopName: string; email: string }>) => [
  readQuotes,
  readQuote,
  createRefusal,
  route({
    method: 'put',
    path: '/quotes/:quoteId/offer',
    permission: 'orders:write',
    summary: 'Pieces, prices and a last day; the pieces are held until then and the buyer gets a mail',
    tags,
    params,
    body: z.object({
      lines: z.array(LineSchema).min(1).max(200),
      validUntil: z.iso.date(),
      deliveryMinor: z.int().min(0).max(1_000_000).default(0),
      note: z.string().trim().max(1000).default(''),
    }),
    answers: { 200: QuoteSchema },
    refusals: ['quote.not-found', 'quote.move-not-allowed', 'quote.date-passed', 'quote.sku-unknown', 'stock.taken'],
    handle: async (cx, { params: { quoteId }, body }) => {
      const known = await variantsBySku(
        cx,
        body.lines.map(({ sku }) => sku),
      )
      const skus = body.lines.flatMap(({ sku }) => (known.has(sku) ? [] : [sku]))
      if (skus.length > 0) refuse('quote.sku-unknown', { skus })
      const lines = body.lines.flatMap(({ sku, ...line }) => {
        const variantId = known.get(sku)
        return variantId ? [{ variantId, ...line }] : []
      })
      await priceQuote(cx, quoteId, { offer: { ...body, lines }, head: await headOf(cx) })
      return getQuote(cx, quoteId)
    },
  }),
]
