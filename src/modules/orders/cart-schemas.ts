import { z } from '@hono/zod-openapi'
import { quoteSteps } from '#modules/promotions'
import { timeSchema } from '#platform/http'

const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly()

export const GiftSchema = z
  .object({
    amountMinor: z.int(),
    recipientName: z.string().trim().min(1).max(120),
    recipientEmail: z.email().max(200).nullable().describe('Null: the buyer prints it'),
    senderName: z.string().trim().max(120),
    message: z.string().trim().max(600),
    sendOn: z.iso.date().nullable().describe('The day it is mailed, in Paris; null: at once'),
  })
  .openapi('Gift')

const NamesSchema = z.object({ fr: z.string(), en: z.string() })
const DiscountSchema = z.object({
  promotionId: z.string(),
  names: NamesSchema,
  code: z.string().nullable(),
  amountMinor: z.int(),
})
const QuoteSchema = z
  .object({
    itemsMinor: z.int(),
    discountMinor: z.int(),
    deliveryListMinor: z.int(),
    deliveryMinor: z.int(),
    totalMinor: z.int(),
    voucherMinor: z.int(),
    dueMinor: z.int(),
    discounts: listOf(DiscountSchema),
    deliveryDiscounts: listOf(DiscountSchema),
    lines: listOf(
      z.object({
        lineId: z.string(),
        totalMinor: z.int(),
        discountMinor: z.int(),
        paidMinor: z.int(),
        discounts: listOf(DiscountSchema),
      }),
    ),
    steps: listOf(z.object({ step: z.enum(quoteSteps), amountMinor: z.int() })).describe('From list price to due'),
    explanations: listOf(
      z.object({
        promotionId: z.string().nullable(),
        names: NamesSchema.nullable(),
        code: z.string().nullable(),
        amountMinor: z.int(),
        because: z.string().describe('`promotions:because.<because>` is the key of its sentence'),
        missing: z.int().optional(),
      }),
    ).describe('Why each promotion does or does not apply'),
  })
  .openapi('Quote')

const OfferSchema = z.object({
  priceMinor: z.int(),
  listMinor: z.int(),
  promotionId: z.string(),
  names: NamesSchema,
  endsAt: timeSchema.nullable(),
  announcement: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('announced'), priorMinor: z.int(), basisPoints: z.int() }),
      z.object({ kind: z.literal('silent'), because: z.string(), priorMinor: z.int().nullable() }),
    ])
    .describe('The prior price of L112-1-1 and the percentage computed from it, or why no reduction may be announced'),
})

export const CartSchema = z
  .object({
    id: z.string(),
    lines: listOf(
      z.object({
        lineId: z.string(),
        variantId: z.string(),
        productId: z.string(),
        title: z.string(),
        artist: z.string(),
        detail: z.string(),
        slug: z.string(),
        quantity: z.int(),
        unitPriceMinor: z.int(),
        offer: OfferSchema.nullable(),
        totalMinor: z.int(),
        weightGrams: z.int(),
        hold: z.enum(['held', 'expired', 'taken', 'sold']),
        heldUntil: timeSchema.nullable(),
      }),
    ),
    gifts: listOf(GiftSchema.extend({ giftId: z.string() })),
    codes: listOf(z.string()),
    voucherCode: z.string().nullable(),
    quote: QuoteSchema,
    itemsMinor: z.int(),
    weightGrams: z.int(),
    payment: z.object({ token: z.string() }).nullable(),
    order: z.object({ number: z.string(), accessToken: z.string() }).nullable(),
  })
  .openapi('Cart')
