import { z } from '@hono/zod-openapi'
import type { VariantId } from '#kernel/ids'
import { idSchema, langSchema, route } from '#platform/http'
import { recordStallSale } from './stall-sale.ts'

const linesMax = 100

const lineSchema = z.object({
  variantId: idSchema<VariantId>('Variant'),
  quantity: z.int().min(1).max(100),
  unitPriceMinor: z.int().min(0).max(100_000_000).describe('What was paid for one, all taxes included'),
})

const buyerSchema = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(200).optional(),
  // The buyer has left: a number that is none is kept as it was written.
  phone: z.string().trim().max(40).optional(),
})

const createStallSale = route({
  method: 'post',
  path: '/stall-sales',
  permission: 'orders:write',
  summary: 'Tell what the stall sold, also hours later',
  description:
    'The buyer has left with the pieces, so this is never refused because somebody else has them: the other buyer loses them and is told. The same number gives the same order, for ever.',
  tags: ['orders'],
  keepsAnswers: false,
  body: z.object({
    number: z.string().trim().min(1).max(100).describe('The till’s own number of the sale'),
    soldAt: z.coerce.date().describe('When it was sold'),
    lang: langSchema.default('fr'),
    buyer: buyerSchema.optional(),
    lines: z.array(lineSchema).min(1).max(linesMax),
  }),
  answers: {
    201: z.object({
      orderId: z.string(),
      isDisputed: z.boolean().describe('Somebody else had one of the pieces, and nothing is decided yet'),
    }),
  },
  refusals: ['order.variant-unknown'],
  handle: (cx, { body }) => recordStallSale(cx, body),
})

export const stallRoutes = [createStallSale]
