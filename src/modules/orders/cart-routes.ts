import { z } from '@hono/zod-openapi'
import type { CartId, VariantId } from '#kernel/ids'
import { idSchema, langSchema, route } from '#platform/http'
import { addToCart } from './add-to-cart.ts'
import { lineQuantityMax } from './cart.ts'
import { CartSchema, GiftSchema } from './cart-schemas.ts'
import { checkOut } from './check-out.ts'
import { enterAnyCode, removeAnyCode } from './enter-any-code.ts'
import { renewCart } from './hold-cart.ts'
import { openCart } from './open-cart.ts'
import { getCart } from './queries-cart.ts'
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
  z.object({
    method: z.literal('card'),
    provider: z.string().max(40),
    card: z.object({
      number: z.string().regex(/^[\d ]{12,30}$/),
      expMonth: z.int().min(1).max(12),
      expYear: z.int().min(2000).max(2100),
      cvc: z.string().regex(/^\d{3,4}$/),
    }),
  }),
  z.object({ method: z.literal('bank-transfer') }),
])

const createCheckout = route({
  method: 'post',
  path: '/carts/:cartId/checkout',
  permission: 'public',
  summary: 'Turn the cart into an order: hold, authorise, place, capture',
  description: 'Submitting the same cart again answers the same order. A declined card is an answer, not an error.',
  tags: ['carts'],
  keepsAnswers: false,
  params,
  body: z.object({
    lang: langSchema.default('fr'),
    buyer: ShopBuyerSchema,
    address: AddressSchema,
    deliveryMethod: z.string().max(40),
    payment: PaymentSchema,
    expectedTotalMinor: z.int().optional(),
  }),
  answers: {
    200: z.discriminatedUnion('kind', [
      PlacedSchema.extend({ kind: z.literal('placed') }),
      z.object({ kind: z.literal('declined'), code: z.string() }),
    ]),
  },
  refusals: [
    'cart.not-found',
    'cart.empty',
    'cart.hold-lost',
    'cart.total-changed',
    'cart.delivery-not-available',
    'cart.being-paid',
    'payment.provider-unknown',
  ],
  handle: (cx, { params: { cartId }, body }) => checkOut(cx, { cartId, ...body }),
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
]
