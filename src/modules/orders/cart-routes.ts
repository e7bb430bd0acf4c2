import { z } from '@hono/zod-openapi'
import type { CartId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { withKeptPhone } from '#modules/customers'
import type { Cx } from '#platform/cx'
import { idSchema, langSchema, route, timeSchema } from '#platform/http'
import { addToCart } from './add-to-cart.ts'
import { lineQuantityMax } from './cart.ts'
import { CartSchema, GiftSchema } from './cart-schemas.ts'
import { checkOut } from './check-out.ts'
import { continueCheckout } from './continue-checkout.ts'
import { enterAnyCode, removeAnyCode } from './enter-any-code.ts'
import { renewCart } from './hold-cart.ts'
import { leaveCheckout } from './leave-checkout.ts'
import { openCart } from './open-cart.ts'
import { getCart } from './queries-cart.ts'
import { checkoutByToken } from './queries-checkout.ts'
import { removeFromCart } from './remove-from-cart.ts'
import { AddressSchema, PlacedSchema, ShopBuyerSchema } from './schemas.ts'

const CartIdSchema = idSchema<CartId>('Cart')
const params = z.object({ cartId: CartIdSchema })

const createCart = route({
  method: 'post',
  path: '/carts',
  permission: 'public',
  summary: 'Open an empty cart; whoever knows its id may use it',
  tags: ['carts'],
  body: z.object({ lang: langSchema.default('fr') }),
  answers: { 201: CartSchema },
  handle: async (cx, { body }) => getCart(cx, await openCart(cx, body)),
})

const readCart = route({
  method: 'get',
  path: '/carts/:cartId',
  permission: 'public',
  summary: 'The cart with its holds and prices of now',
  tags: ['carts'],
  params,
  answers: { 200: CartSchema },
  refusals: ['cart.not-found'],
  handle: (cx, { params: { cartId } }) => getCart(cx, cartId),
})

const createLine = route({
  method: 'post',
  path: '/carts/:cartId/lines',
  permission: 'public',
  summary: 'Put copies in the cart and hold them for ten minutes',
  tags: ['carts'],
  params,
  body: z.object({
    variantId: idSchema<VariantId>('Variant'),
    quantity: z.int().min(1).max(lineQuantityMax).default(1),
  }),
  answers: { 201: CartSchema },
  refusals: [
    'stock.taken',
    'cart.not-for-sale',
    'cart.closed',
    'cart.being-paid',
    'cart.full',
    'cart.quantity-too-large',
  ],
  handle: async (cx, { params: { cartId }, body, request }) => {
    await addToCart(cx, { cartId, ...body, lang: request.lang })
    return getCart(cx, cartId)
  },
})

const deleteLine = route({
  method: 'delete',
  path: '/carts/:cartId/lines/:lineId',
  permission: 'public',
  summary: 'Take a line out and free its copies',
  tags: ['carts'],
  params: z.object({ cartId: CartIdSchema, lineId: z.uuid() }),
  answers: { 200: CartSchema },
  refusals: ['cart.not-found', 'cart.closed', 'cart.being-paid'],
  handle: async (cx, { params: { cartId, lineId } }) => {
    await removeFromCart(cx, { cartId, lineId })
    return getCart(cx, cartId)
  },
})

const createRenewal = route({
  method: 'post',
  path: '/carts/:cartId/renewal',
  permission: 'public',
  summary: 'Hold again what had run out, where it is still free',
  tags: ['carts'],
  params,
  answers: { 200: CartSchema },
  refusals: ['cart.not-found', 'cart.closed', 'cart.being-paid', 'cart.hold-lost'],
  handle: async (cx, { params: { cartId } }) => {
    await renewCart(cx, { cartId })
    return getCart(cx, cartId)
  },
})

const PaymentSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('online'), provider: z.string().max(40) }),
  z.object({ method: z.literal('bank-transfer') }),
  z.object({ method: z.literal('cash') }),
])

const ProgressSchema = z.discriminatedUnion('kind', [
  PlacedSchema.extend({ kind: z.literal('placed') }),
  z.object({
    kind: z.literal('pay'),
    checkoutId: z.string(),
    token: z.string(),
    provider: z.string(),
    amountMinor: z.int(),
    holdUntil: timeSchema,
    handover: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('form'), scriptUrl: z.string(), publicKey: z.string(), clientSecret: z.string() }),
      z.object({ kind: z.literal('redirect'), url: z.string() }),
    ]),
    declineCode: z.string().optional(),
  }),
  z.object({ kind: z.literal('waiting'), token: z.string(), provider: z.string(), holdUntil: timeSchema }),
  z.object({
    kind: z.literal('ended'),
    because: z.enum(['declined', 'expired', 'hold-lost', 'left', 'unanswered']),
  }),
])

const createCheckout = route({
  method: 'post',
  path: '/carts/:cartId/checkout',
  permission: 'public',
  summary: 'Turn the cart into an order, or into a payment to confirm at its provider',
  description:
    'The copies are held first. Submitting the same cart again joins the same payment. A decline is an answer, not an error.',
  tags: ['carts'],
  keepsAnswers: false,
  params,
  body: z.object({
    lang: langSchema.default('fr'),
    buyer: ShopBuyerSchema,
    address: AddressSchema,
    deliveryMethod: z.string().max(40),
    choice: z
      .object({
        relayPointId: z.string().max(40).optional(),
        slot: z.string().max(20).optional(),
        marketDayId: z.string().max(40).optional(),
      })
      .optional()
      .describe('Relay point, collection slot or market day, as the method needs'),
    payment: PaymentSchema,
    expectedTotalMinor: z.int().optional(),
  }),
  answers: { 200: ProgressSchema },
  refusals: [
    'cart.not-found',
    'cart.empty',
    'cart.hold-lost',
    'cart.total-changed',
    'cart.delivery-not-available',
    'cart.cash-not-possible',
    'cart.being-paid',
    'checkout.being-decided',
    'customer.phone-invalid',
    'delivery.point-needed',
    'delivery.slot-needed',
    'delivery.market-day-needed',
    'payment.provider-unknown',
  ],
  handle: (cx, { params: { cartId }, body }) =>
    checkOut(cx, { cartId, ...body, buyer: withKeptPhone(body.buyer, body.address.country) }),
})

const createGift = route({
  method: 'post',
  path: '/carts/:cartId/gifts',
  permission: 'public',
  summary: 'Put a gift voucher for somebody in the cart',
  tags: ['carts'],
  params,
  body: GiftSchema,
  answers: { 201: CartSchema },
  refusals: ['cart.closed', 'cart.being-paid', 'cart.full', 'voucher.amount-out-of-range'],
  handle: async (cx, { params: { cartId }, body, request }) => {
    await addToCart(cx, { cartId, gift: body, lang: request.lang })
    return getCart(cx, cartId)
  },
})

const createCode = route({
  method: 'post',
  path: '/carts/:cartId/codes',
  permission: 'public',
  summary: 'Enter a promotion code or the code of a gift voucher',
  tags: ['carts'],
  params,
  body: z.object({ code: z.string().trim().min(1).max(60) }),
  answers: { 201: CartSchema },
  refusals: [
    'cart.not-found',
    'cart.code-unknown',
    'cart.too-many-codes',
    'voucher.not-usable',
    'voucher.too-many-tries',
  ],
  handle: async (cx, { params: { cartId }, body: { code }, request }) => {
    await getCart(cx, cartId)
    await enterAnyCode(cx, { cartId, text: code, from: request.ip })
    return getCart(cx, cartId)
  },
})

const deleteCode = route({
  method: 'delete',
  path: '/carts/:cartId/codes/:code',
  permission: 'public',
  summary: 'Take a code or a voucher out again',
  tags: ['carts'],
  params: z.object({ cartId: CartIdSchema, code: z.string().max(60) }),
  answers: { 200: CartSchema },
  refusals: ['cart.not-found'],
  handle: async (cx, { params: { cartId, code } }) => {
    await removeAnyCode(cx, { cartId, text: code })
    return getCart(cx, cartId)
  },
})

const checkoutParams = z.object({ token: z.string().min(20).max(40) })

const readCheckout = route({
  method: 'post',
  path: '/checkouts/:token/look',
  permission: 'public',
  summary: 'Ask the provider where a payment stands, and go on from there',
  tags: ['carts'],
  keepsAnswers: false,
  params: checkoutParams,
  answers: { 200: ProgressSchema },
  refusals: ['checkout.not-found', 'payment.provider-unknown'],
  handle: async (cx, { params: { token } }) => continueCheckout(cx, await checkoutIdOf(cx, token)),
})

const createLeave = route({
  method: 'post',
  path: '/checkouts/:token/end',
  permission: 'public',
  summary: 'End a payment that the buyer will not confirm; its copies return to the cart',
  tags: ['carts'],
  keepsAnswers: false,
  params: checkoutParams,
  answers: { 200: ProgressSchema },
  refusals: ['checkout.not-found', 'checkout.being-decided', 'payment.provider-unknown'],
  handle: async (cx, { params: { token } }) => leaveCheckout(cx, await checkoutIdOf(cx, token)),
})

async function checkoutIdOf(cx: Cx, token: string): Promise<string> {
  const checkout = await checkoutByToken(cx, token)
  return checkout?.id ?? refuse('checkout.not-found', { token })
}

export const cartRoutes = [
  createCart,
  readCart,
  createLine,
  deleteLine,
  createGift,
  createCode,
  deleteCode,
  createRenewal,
  createCheckout,
  readCheckout,
  createLeave,
]
