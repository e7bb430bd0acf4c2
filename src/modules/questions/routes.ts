import { z } from '@hono/zod-openapi'
import type { ProductId, VariantId } from '#kernel/ids'
import { idSchema, pageQuery, pageSchema, route, timeSchema } from '#platform/http'
import { answerQuestion, publishQuestion, rejectQuestion } from './answer-question.ts'
import { askQuestion } from './ask-question.ts'
import { listQuestions } from './queries.ts'
import { answerCharsMax, type QuestionId, questionCharsMax, questionStates } from './question.ts'

const tags = ['questions']
const params = z.object({ questionId: idSchema<QuestionId>('Question') })

const QuestionSchema = z
  .object({
    id: z.string(),
    productId: z.string(),
    slug: z.string(),
    title: z.string(),
    artist: z.string(),
    sku: z.string().nullable(),
    lang: z.string(),
    author: z.string(),
    email: z.string().nullable(),
    body: z.string(),
    askedAt: timeSchema,
    state: z.enum(questionStates),
    answer: z.string().nullable(),
    answeredAt: timeSchema.nullable(),
  })
  .openapi('Question')

const readQuestions = route({
  method: 'get',
  path: '/questions',
  permission: 'questions:read',
  summary: 'What visitors asked about products, newest first',
  tags,
  query: z.object({ ...pageQuery, cursor: z.uuid().optional(), state: z.enum(questionStates).optional() }),
  answers: { 200: pageSchema(QuestionSchema) },
  handle: (cx, { query }) => listQuestions(cx, query),
})

const postQuestion = route({
  method: 'post',
  path: '/products/:productId/questions',
  permission: 'public',
  summary: 'Ask about a product; the shop answers on its page or by mail',
  tags,
  params: z.object({ productId: idSchema<ProductId>('Product') }),
  body: z.object({
    author: z.string().trim().min(1).max(80),
    email: z.email().optional(),
    body: z.string().trim().min(1).max(questionCharsMax),
    variantId: idSchema<VariantId>('Variant').optional(),
  }),
  answers: { 201: z.object({ id: z.string() }) },
  refusals: ['question.product-unknown', 'request.too-many'],
  handle: async (cx, { params: { productId }, body, request: { ip, lang } }) => ({
    id: await askQuestion(cx, { ...body, productId, email: body.email ?? null, lang, ip }),
  }),
})

const putAnswer = route({
  method: 'put',
  path: '/questions/:questionId/answer',
  permission: 'questions:answer',
  summary: 'Answer it: on the product’s page, or by mail only',
  tags,
  params,
  body: z.object({ answer: z.string().trim().min(1).max(answerCharsMax), isPublic: z.boolean() }),
  answers: { 204: z.void() },
  refusals: ['question.not-found'],
  handle: (cx, { params: { questionId }, body }) => answerQuestion(cx, questionId, body),
})

const createRejection = route({
  method: 'post',
  path: '/questions/:questionId/rejection',
  permission: 'questions:answer',
  summary: 'Never show it; takes a shown one from the page',
  tags,
  params,
  answers: { 204: z.void() },
  refusals: ['question.not-found'],
  handle: (cx, { params: { questionId } }) => rejectQuestion(cx, questionId),
})

const createPublication = route({
  method: 'post',
  path: '/questions/:questionId/publication',
  permission: 'questions:answer',
  summary: 'Show an answered question on the product’s page',
  tags,
  params,
  answers: { 204: z.void() },
  refusals: ['question.not-found', 'question.no-answer'],
  handle: (cx, { params: { questionId } }) => publishQuestion(cx, questionId),
})

export const routes = [readQuestions, postQuestion, putAnswer, createRejection, createPublication]
