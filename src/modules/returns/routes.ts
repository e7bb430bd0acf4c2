import { z } from '@hono/zod-openapi'
import type { OrderId, UnitId } from '#kernel/ids'
import { getOrder } from '#modules/orders'
import type { Cx } from '#platform/cx'
import { idSchema, pageQuery, pageSchema, rawRoute, route } from '#platform/http'
import type { Letterhead } from './mails.ts'
import {
  acceptReturn,
  cancelReturn,
  checkReturn,
  markSentBack,
  receiveReturn,
  recordReceipt,
  refuseReturn,
} from './move-return.ts'
import { readPhoto } from './photos.ts'
import { getReturn, listReturns } from './queries.ts'
import { proposeRefund, refundReturn } from './refund-return.ts'
import { requestReturn } from './request-return.ts'
import { fates, returnReasons, returnStates } from './return.ts'
import { ReturnSchema, ReturnSummarySchema } from './schemas.ts'
import type { ReturnId } from './store.ts'

const tags = ['returns']
const params = z.object({ returnId: idSchema<ReturnId>('Return') })
const moveRefusals = ['return.not-found', 'return.move-not-allowed'] as const
const answers = { 200: ReturnSchema }
const text = (charsMax: number) => z.string().trim().max(charsMax)

async function view(cx: Cx, returnId: ReturnId) {
  const found = await getReturn(cx, returnId)
  return { ...found, proposal: await proposeRefund(cx, found, await getOrder(cx, found.orderId)) }
}

const readReturns = route({
  method: 'get',
  path: '/returns',
  permission: 'orders:read',
  summary: 'Returns and withdrawals, newest first',
  tags,
  query: z.object({
    ...pageQuery,
    state: z.enum(returnStates).optional(),
    text: text(100).optional(),
    orderId: idSchema<OrderId>('Order').optional(),
  }),
  answers: { 200: pageSchema(ReturnSummarySchema) },
  handle: (cx, { query }) => listReturns(cx, query),
})

const readReturn = route({
  method: 'get',
  path: '/returns/:returnId',
  permission: 'orders:read',
  summary: 'One return with its copies, what the law has us pay back, and the moves that may be made',
  tags,
  params,
  answers,
  refusals: ['return.not-found'],
  handle: (cx, { params: { returnId } }) => view(cx, returnId),
})

const readReturnPhoto = rawRoute({
  method: 'get',
  path: '/returns/:returnId/photos/:photoId',
  permission: 'orders:read',
  summary: 'A picture the buyer sent with a complaint',
  tags,
  params: params.extend({ photoId: z.uuid() }),
  produces: 'image/webp',
  refusals: ['return.photo-not-found'],
  handle: async (cx, { params: photo }) =>
    new Response(await readPhoto(cx, photo), {
      headers: { 'content-type': 'image/webp', 'cache-control': 'private, max-age=86400' },
    }),
})

const createReceipt = route({
  method: 'put',
  path: '/orders/:orderId/receipt',
  permission: 'orders:write',
  summary: 'The day the buyer received the last piece; the withdrawal period counts from it',
  tags,
  params: z.object({ orderId: idSchema<OrderId>('Order') }),
  body: z.object({ receivedOn: z.iso.date() }),
  answers: { 204: z.void() },
  refusals: ['order.not-found'],
  handle: (cx, { params: { orderId }, body: { receivedOn } }) =>
    recordReceipt(cx, { orderId, receivedOn, source: 'team' }),
})

const createSending = route({
  method: 'post',
  path: '/returns/:returnId/sending',
  permission: 'orders:write',
  summary: 'The buyer has sent it back',
  tags,
  params,
  body: z.object({ carrier: text(40).default(''), trackingNumber: text(60).default('') }),
  answers,
  refusals: moveRefusals,
  handle: async (cx, { params: { returnId }, body }) => {
    await markSentBack(cx, { returnId, ...body })
    return view(cx, returnId)
  },
})

const createCheck = route({
  method: 'post',
  path: '/returns/:returnId/check',
  permission: 'orders:write',
  summary: 'What was found on the copies that are back',
  description: 'A copy fit to be sold stays at the place to check until a person puts it on a shelf.',
  tags,
  params,
  body: z.object({
    findings: z
      .array(
        z.object({
          unitId: idSchema<UnitId>('Unit'),
          mediaGrade: text(6).nullable().default(null),
          sleeveGrade: text(10).nullable().default(null),
          wasOpened: z.boolean().default(false),
          fate: z.enum(fates),
          note: text(500).default(''),
        }),
      )
      .min(1)
      .max(200),
  }),
  answers,
  refusals: [...moveRefusals, 'return.unit-not-on-it'],
  handle: async (cx, { params: { returnId }, body: { findings } }) => {
    await checkReturn(cx, { returnId, findings })
    return view(cx, returnId)
  },
})

const createCancellation = route({
  method: 'post',
  path: '/returns/:returnId/cancellation',
  permission: 'orders:write',
  summary: 'The buyer keeps the goods after all',
  tags,
  params,
  answers,
  refusals: moveRefusals,
  handle: async (cx, { params: { returnId } }) => {
    await cancelReturn(cx, returnId)
    return view(cx, returnId)
  },
})

/** Routes that write to the buyer need to know in whose name. */
export const createRoutes = (letterheadOf: (cx: Cx) => Promise<Letterhead>) => [
  readReturns,
  readReturn,
  readReturnPhoto,
  createReceipt,
  createSending,
  createCheck,
  createCancellation,
  requestRoute(letterheadOf),
  ...mailingRoutes(letterheadOf),
]

const requestRoute = (letterheadOf: (cx: Cx) => Promise<Letterhead>) =>
  route({
    method: 'post',
    path: '/returns',
    permission: 'orders:write',
    summary: 'Take a return or a withdrawal for somebody who calls',
    tags,
    body: z.object({
      orderId: idSchema<OrderId>('Order'),
      kind: z.enum(['withdrawal', 'complaint']),
      name: text(120).min(1),
      email: z.union([z.literal(''), z.email().max(200)]).default(''),
      lang: text(5).default('fr'),
      lines: z
        .array(z.object({ orderLineId: z.uuid(), reason: z.enum(returnReasons), note: text(1000).default('') }))
        .min(1)
        .max(200),
    }),
    answers: { 201: z.object({ returnId: z.string(), number: z.string() }) },
    refusals: ['order.not-found', 'return.no-lines', 'return.already-asked'],
    handle: async (cx, { body }) => requestReturn(cx, body, await letterheadOf(cx)),
  })

const mailingRoutes = (letterheadOf: (cx: Cx) => Promise<Letterhead>) => [
  route({
    method: 'post',
    path: '/returns/:returnId/acceptance',
    permission: 'orders:write',
    summary: 'The buyer may send it back',
    tags,
    params,
    answers,
    refusals: moveRefusals,
    handle: async (cx, { params: { returnId } }) => {
      await acceptReturn(cx, { returnId, head: await letterheadOf(cx) })
      return view(cx, returnId)
    },
  }),
  route({
    method: 'post',
    path: '/returns/:returnId/reception',
    permission: 'orders:write',
    summary: 'Copies are back: they wait to be checked, and nobody holds them any more',
    tags,
    params,
    body: z.object({ unitIds: z.array(idSchema<UnitId>('Unit')).min(1).max(200) }),
    answers,
    refusals: [...moveRefusals, 'return.unit-not-on-it'],
    handle: async (cx, { params: { returnId }, body: { unitIds } }) => {
      await receiveReturn(cx, { returnId, unitIds, head: await letterheadOf(cx) })
      return view(cx, returnId)
    },
  }),
  route({
    method: 'post',
    path: '/returns/:returnId/refund',
    permission: 'orders:write',
    summary: 'Pay it back, once',
    tags,
    params,
    body: z.object({ deductedMinor: z.int().min(0).default(0).describe('For what the buyer did to the goods') }),
    answers,
    refusals: [...moveRefusals, 'return.amount-too-large', 'return.right-lost'],
    handle: async (cx, { params: { returnId }, body }) => {
      await refundReturn(cx, { returnId, head: await letterheadOf(cx), ...body })
      return view(cx, returnId)
    },
  }),
  route({
    method: 'post',
    path: '/returns/:returnId/refusal',
    permission: 'orders:write',
    summary: 'Say no, with a reason the buyer reads',
    tags,
    params,
    body: z.object({ because: text(500).min(1) }),
    answers,
    refusals: moveRefusals,
    handle: async (cx, { params: { returnId }, body: { because } }) => {
      await refuseReturn(cx, { returnId, because, head: await letterheadOf(cx) })
      return view(cx, returnId)
    },
  }),
]
