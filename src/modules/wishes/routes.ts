import { z } from '@hono/zod-openapi'
import type { ProductId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { mediaGrades } from '#modules/catalog'
import { getSettings } from '#modules/team'
import type { Cx } from '#platform/cx'
import { idSchema, route, timeSchema } from '#platform/http'
import { translate } from '#platform/i18n'
import { askForAlerts, stopAlerts } from './alerts.ts'
import { changeWish, keepWish, removeWish } from './keep-wish.ts'
import { findList, type WishList, wishesOf } from './queries.ts'
import { wishedNames, wishedProducts } from './queries-office.ts'
import { criteriaSchema, priceMaxMinorMax, type Wanted, type WishId, wishKinds } from './wishes.ts'

const tags = ['wishes']
const tokenSchema = z.string().min(20).max(40).describe('Opens the list; whoever has it reads and changes it')
const wishId = idSchema<WishId>('Wish')

const WishSchema = z
  .object({
    id: z.string(),
    kind: z.enum(wishKinds),
    productId: z.string().nullable(),
    title: z.string(),
    artist: z.string(),
    slug: z.string().nullable(),
    medium: z.string().nullable(),
    label: z.string().describe('A search or an artist in words; empty for a product'),
    isAnyPressing: z.boolean(),
    gradeMin: z.string().nullable(),
    priceMaxMinor: z.int().nullable(),
    createdAt: timeSchema,
    variantIds: z.array(z.string()).describe('What is on sale now and would do, cheapest first, at most four'),
  })
  .openapi('Wish')

const WishListSchema = z
  .object({
    token: tokenSchema,
    alerts: z.enum(['off', 'asked', 'on', 'stopped']),
    items: z.array(WishSchema),
  })
  .openapi('WishList')

const productWish = z.object({
  kind: z.literal('product'),
  productId: idSchema<ProductId>('Product'),
  isAnyPressing: z.boolean().optional(),
})
const artistWish = z.object({ kind: z.literal('artist'), slug: z.string().min(1).max(200) })
const searchWish = z.object({
  kind: z.literal('search'),
  criteria: criteriaSchema,
  label: z.string().trim().min(1).max(300),
})

const createWish = route({
  method: 'post',
  path: '/wish-lists/wishes',
  permission: 'public',
  summary: 'Wish for a product, an artist or a search; without a token on a list of its own',
  tags,
  body: z.object({
    token: tokenSchema.optional(),
    wanted: z.discriminatedUnion('kind', [productWish, artistWish, searchWish]),
  }),
  answers: { 201: WishListSchema },
  refusals: ['wish.unknown', 'wish.search-empty', 'wish.list-full', 'wish.list-not-found', 'request.too-many'],
  handle: async (cx, { body: { token, wanted }, request: { ip, lang } }) => {
    if (token !== undefined) await getList(cx, token)
    return viewOf(cx, await keepWish(cx, { token, lang, ip }, wanted satisfies Wanted))
  },
})

const readList = route({
  method: 'get',
  path: '/wish-lists/:token',
  permission: 'public',
  summary: 'A visitor’s wishes, with what is on sale of them',
  tags,
  params: z.object({ token: tokenSchema }),
  answers: { 200: WishListSchema },
  refusals: ['wish.list-not-found'],
  handle: async (cx, { params: { token } }) => viewOf(cx, await getList(cx, token)),
})

const putWish = route({
  method: 'put',
  path: '/wish-lists/:token/wishes/:wishId',
  permission: 'public',
  summary: 'From which grade and up to which price to hear of it',
  tags,
  params: z.object({ token: tokenSchema, wishId }),
  body: z.object({
    gradeMin: z.enum(mediaGrades).nullable(),
    priceMaxMinor: z.int().min(1).max(priceMaxMinorMax).nullable(),
    isAnyPressing: z.boolean(),
  }),
  answers: { 204: z.void() },
  refusals: ['wish.list-not-found', 'wish.not-found'],
  handle: async (cx, { params, body }) =>
    changeWish(cx, { listId: (await getList(cx, params.token)).id, wishId: params.wishId }, body),
})

const deleteWish = route({
  method: 'delete',
  path: '/wish-lists/:token/wishes/:wishId',
  permission: 'public',
  summary: 'Take a wish off the list',
  tags,
  params: z.object({ token: tokenSchema, wishId }),
  answers: { 204: z.void() },
  refusals: ['wish.list-not-found'],
  handle: async (cx, { params }) =>
    removeWish(cx, { listId: (await getList(cx, params.token)).id, wishId: params.wishId }),
})

const putAlerts = route({
  method: 'put',
  path: '/wish-lists/:token/alerts',
  permission: 'public',
  summary: 'Ask for mails at an address; they begin when it has confirmed',
  tags,
  params: z.object({ token: tokenSchema }),
  body: z.object({ email: z.email().max(200) }),
  answers: { 204: z.void() },
  refusals: ['wish.list-not-found', 'request.too-many'],
  handle: async (cx, { params: { token }, body: { email }, request: { ip, lang } }) =>
    askForAlerts(cx, {
      token,
      email,
      ip,
      shopName: (await getSettings(cx)).shopName,
      wording: translate(lang, 'wishes:consent'),
    }),
})

const deleteAlerts = route({
  method: 'delete',
  path: '/wish-lists/:token/alerts',
  permission: 'public',
  summary: 'No more mails',
  tags,
  params: z.object({ token: tokenSchema }),
  answers: { 204: z.void() },
  refusals: ['wish.list-not-found'],
  handle: async (cx, { params: { token } }) => stopAlerts(cx, { listId: (await getList(cx, token)).id }),
})

async function getList(cx: Cx, token: string): Promise<WishList> {
  return (await findList(cx, { token })) ?? refuse('wish.list-not-found', {})
}

async function viewOf(cx: Cx, { id, token, alerts }: WishList) {
  const items = (await wishesOf(cx, id)).map(({ variantIds, ...wish }) => ({ ...wish, variantIds: [...variantIds] }))
  return { token, alerts, items }
}

const rowsMax = 100

const readWishedProducts = route({
  method: 'get',
  path: '/wished-products',
  permission: 'customers:read',
  summary: 'What people wish for most, for whoever buys in',
  tags,
  answers: {
    200: z.object({
      items: z.array(
        z
          .object({
            productId: z.string(),
            slug: z.string(),
            title: z.string(),
            artist: z.string(),
            detail: z.string(),
            wishCount: z.int(),
            anyPressingCount: z.int().describe('Of these, how many would take any pressing'),
            onSaleCount: z.int(),
            priceMaxMinor: z.int().nullable().describe('The middle of what they would pay at most'),
            lastSoldMinor: z.int().nullable(),
            lastWishedAt: timeSchema,
          })
          .openapi('WishedProduct'),
      ),
    }),
  },
  handle: async (cx) => ({ items: await wishedProducts(cx, rowsMax) }),
})

const readWishedNames = route({
  method: 'get',
  path: '/wished-names',
  permission: 'customers:read',
  summary: 'Artists and searches people wish to hear of',
  tags,
  answers: {
    200: z.object({
      items: z.array(
        z
          .object({
            kind: z.enum(['artist', 'search']),
            label: z.string(),
            wishCount: z.int(),
            onSaleCount: z.int().nullable(),
          })
          .openapi('WishedName'),
      ),
    }),
  },
  handle: async (cx) => ({ items: await wishedNames(cx, rowsMax) }),
})

export const routes = [
  createWish,
  readList,
  putWish,
  deleteWish,
  putAlerts,
  deleteAlerts,
  readWishedProducts,
  readWishedNames,
] as const
