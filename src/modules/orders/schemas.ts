import { z } from '@hono/zod-openapi'
import { taxSchemes } from '#modules/taxes'
import { timeSchema } from '#platform/http'
import { orderMoveNames, orderStates } from './orders.ts'

const text = (charsMax: number) => z.string().trim().max(charsMax)

export const AddressSchema = z
  .object({
    name: text(120).min(1),
    line1: text(120).min(1),
    line2: text(120).optional(),
    postcode: text(16).min(1),
    city: text(80).min(1),
    country: z.string().regex(/^[A-Z]{2}$/),
  })
  .openapi('Address')

export const BuyerSchema = z
  .object({
    name: text(120).min(1),
    email: z.email().max(200).optional(),
    phone: text(40).optional().describe('With +, or as dialled in the country of the address; kept as E.164'),
  })
  .openapi('Buyer')
export const ShopBuyerSchema = BuyerSchema.extend({ email: z.email().max(200) })

export const PlacedSchema = z
  .object({ orderId: z.string(), number: z.string(), accessToken: z.string() })
  .openapi('PlacedOrder')

export const StateSchema = z.enum(orderStates)

export const OrderSummarySchema = z
  .object({
    id: z.string(),
    number: z.string(),
    source: z.string(),
    externalId: z.string().nullable(),
    state: StateSchema,
    buyerName: z.string(),
    country: z.string(),
    firstTitle: z.string(),
    itemsCount: z.int(),
    totalMinor: z.int(),
    discountMinor: z.int(),
    deliveryMinor: z.int(),
    voucherMinor: z.int(),
    deliveryMethod: z.string(),
    paymentMethod: z.string(),
    placedAt: timeSchema,
    isMissingCopy: z.boolean().describe('A line has no copy: it was sold elsewhere first.'),
  })
  .openapi('OrderSummary')

const LineSchema = z.object({
  id: z.string(),
  position: z.int(),
  variantId: z.string().nullable(),
  externalLineId: z.string().nullable(),
  title: z.string(),
  detail: z.string(),
  quantity: z.int(),
  unitPriceMinor: z.int(),
  totalMinor: z.int(),
  discountMinor: z.int(),
  kind: z.enum(['goods', 'voucher']).describe('A gift voucher has no copy'),
  tax: z
    .object({
      scheme: z.enum(taxSchemes),
      country: z.string(),
      rateBasisPoints: z.int(),
      baseMinor: z.int(),
      vatMinor: z.int(),
    })
    .nullable()
    .describe('For the books; null until recorded. VAT of margin lines is never shown to buyers.'),
  slug: z.string().nullable(),
  isCancelled: z.boolean().describe('The seller could not serve it; the order stands without it.'),
  units: z.array(z.object({ id: z.string(), code: z.string(), placeCode: z.string(), isReleased: z.boolean() })),
})

const OrderPaymentSchema = z.object({
  id: z.string(),
  provider: z.string(),
  amountMinor: z.int(),
  capturedMinor: z.int(),
  refundedMinor: z.int(),
  state: z.string(),
  due: z.enum(['cancel', 'refund']).nullable(),
  providerPaymentId: z.string().nullable(),
  failureCode: z.string().nullable(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
})

/** Stored addresses come from many doors; reading them must not fail on what was accepted once. */
const StoredAddressSchema = z.object({
  name: z.string(),
  line1: z.string(),
  line2: z.string().optional(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
})

export const OrderSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    source: z.string(),
    externalId: z.string().nullable(),
    state: StateSchema,
    customerId: z.string(),
    buyer: z.object({ name: z.string(), email: z.string().optional(), phone: z.string().optional() }),
    address: StoredAddressSchema,
    lang: z.string(),
    deliveryMethod: z.string(),
    paymentMethod: z.string(),
    itemsMinor: z.int(),
    discountMinor: z.int(),
    deliveryMinor: z.int(),
    totalMinor: z.int(),
    voucherMinor: z.int().describe('Paid with a gift voucher'),
    dueMinor: z.int().describe('Paid otherwise'),
    discounts: z.array(
      z.object({
        promotionId: z.string().nullable(),
        name: z.string(),
        code: z.string().nullable(),
        isDelivery: z.boolean(),
        amountMinor: z.int(),
      }),
    ),
    accessToken: z.string(),
    placedAt: timeSchema,
    isMissingCopy: z.boolean(),
    payUntil: timeSchema
      .nullable()
      .describe('Until when a bank transfer is waited for; null when the order is not cancelled by itself'),
    lines: z.array(LineSchema),
    payments: z.array(OrderPaymentSchema),
    events: z.array(
      z.object({
        at: timeSchema,
        actor: z.string(),
        what: z.string().describe('`orders:event.<what>` is the key of its sentence.'),
        fromState: StateSchema.nullable(),
        toState: StateSchema.nullable(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    moves: z.array(
      z.object({
        move: z.enum(orderMoveNames),
        isAllowed: z.boolean(),
        becauseKey: z.string().nullable().describe('The i18n key of the reason why not.'),
      }),
    ),
  })
  .openapi('Order')
