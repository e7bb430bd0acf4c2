import { z } from '@hono/zod-openapi'
import { idSchema, route, timeSchema } from '#platform/http'
import { setAnsweringHours } from './answering-hours.ts'
import { messageCharsMax, type ThreadId, threadStates } from './message.ts'
import { answeringHours, getThread, listThreads, messagesOf, type Thread } from './queries.ts'
import { answerThread, closeThread, startThread } from './write-message.ts'

const tags = ['messages']
const params = z.object({ threadId: idSchema<ThreadId>('Thread') })

const threadShape = {
  id: z.string(),
  subject: z.string(),
  name: z.string(),
  email: z.string(),
  lang: z.string(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  variantId: z.string().nullable(),
  sku: z.string().nullable(),
  title: z.string().nullable(),
  state: z.enum(threadStates),
  createdAt: timeSchema,
  updatedAt: timeSchema,
}
const ThreadSchema = z.object(threadShape).openapi('Thread')
const ThreadWithMessagesSchema = z
  .object({
    ...threadShape,
    messages: z.array(
      z.object({
        id: z.string(),
        side: z.enum(['visitor', 'shop']),
        author: z.string(),
        body: z.string(),
        writtenAt: timeSchema,
      }),
    ),
  })
  .openapi('ThreadWithMessages')

/** The visitor's key is theirs. */
const view = ({ token: _token, slug: _slug, ...thread }: Thread) => thread

const readThreads = route({
  method: 'get',
  path: '/threads',
  permission: 'messages:read',
  summary: 'Conversations with visitors, who waits first',
  tags,
  query: z.object({ state: z.enum(threadStates).optional() }),
  answers: { 200: z.object({ items: z.array(ThreadSchema) }) },
  handle: async (cx, { query: { state } }) => ({ items: (await listThreads(cx, state)).map(view) }),
})

const readThread = route({
  method: 'get',
  path: '/threads/:threadId',
  permission: 'messages:read',
  summary: 'One conversation',
  tags,
  params,
  answers: { 200: ThreadWithMessagesSchema },
  refusals: ['message.thread-not-found'],
  handle: async (cx, { params: { threadId } }) => ({
    ...view(await getThread(cx, threadId)),
    messages: await messagesOf(cx, threadId),
  }),
})

const text = z.string().trim().min(1).max(messageCharsMax)

const postThread = route({
  method: 'post',
  path: '/threads',
  permission: 'public',
  summary: 'Write to the shop; the answer comes by mail',
  tags,
  body: z.object({
    name: z.string().trim().min(1).max(80),
    email: z.email(),
    subject: z.string().trim().min(1).max(160),
    body: text,
    sku: z.string().max(80).optional(),
    orderNumber: z.string().max(40).optional(),
  }),
  answers: { 202: z.object({ isReceived: z.literal(true) }) },
  refusals: ['request.too-many'],
  handle: async (cx, { body, request: { ip, lang } }) => {
    await startThread(cx, { ...body, ip, lang })
    return { isReceived: true as const }
  },
})

const postAnswer = route({
  method: 'post',
  path: '/threads/:threadId/messages',
  permission: 'messages:answer',
  summary: 'Answer; the visitor gets it by mail',
  tags,
  params,
  body: z.object({ body: text }),
  answers: { 204: z.void() },
  refusals: ['message.thread-not-found'],
  handle: (cx, { params: { threadId }, body: { body } }) => answerThread(cx, threadId, body),
})

const createClosure = route({
  method: 'post',
  path: '/threads/:threadId/closure',
  permission: 'messages:answer',
  summary: 'Nothing more to say; it opens again when the visitor writes',
  tags,
  params,
  answers: { 204: z.void() },
  refusals: ['message.thread-not-found'],
  handle: (cx, { params: { threadId } }) => closeThread(cx, threadId),
})

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const HoursSchema = z.object({
  items: z
    .array(
      z
        .object({ weekday: z.int().min(1).max(7), opens: clock, closes: clock })
        .refine(({ opens, closes }) => opens < closes, { path: ['closes'], error: 'end-before-start' }),
    )
    .max(28),
})

const readHours = route({
  method: 'get',
  path: '/answering-hours',
  permission: 'messages:read',
  summary: 'When somebody answers, in Paris time; Monday is 1',
  tags,
  answers: { 200: HoursSchema },
  handle: async (cx) => ({ items: await answeringHours(cx) }),
})

const putHours = route({
  method: 'put',
  path: '/answering-hours',
  permission: 'messages:answer',
  summary: 'The week as it now is',
  tags,
  body: HoursSchema,
  answers: { 200: HoursSchema },
  handle: async (cx, { body: { items } }) => {
    await setAnsweringHours(cx, items)
    return { items: await answeringHours(cx) }
  },
})

export const routes = [readThreads, readThread, postThread, postAnswer, createClosure, readHours, putHours]
