import { z } from '@hono/zod-openapi'
import { idSchema, pageQuery, pageSchema, route, timeSchema } from '#platform/http'
import { answerReview, decideReview } from './decide-review.ts'
import { getReview, gradingAccuracy, listReviews, shopRating } from './queries.ts'
import { type ReviewId, rejectionReasons, reviewStates, verdicts } from './reviews.ts'

const tags = ['reviews']
const params = z.object({ reviewId: idSchema<ReviewId>('Review') })

const ReviewSchema = z
  .object({
    id: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    author: z.string(),
    lang: z.string(),
    shopStars: z.int(),
    body: z.string(),
    experiencedOn: timeSchema,
    submittedAt: timeSchema,
    state: z.enum(reviewStates),
    rejectionReason: z.enum(rejectionReasons).nullable(),
    answer: z.string().nullable(),
    answeredAt: timeSchema.nullable(),
    copies: z.array(z.object({ title: z.string(), mediaGrade: z.string().nullable(), verdict: z.enum(verdicts) })),
  })
  .openapi('Review')

const readReviews = route({
  method: 'get',
  path: '/reviews',
  permission: 'reviews:read',
  summary: 'What buyers wrote, newest first',
  tags,
  query: z.object({ ...pageQuery, cursor: z.uuid().optional(), state: z.enum(reviewStates).optional() }),
  answers: { 200: pageSchema(ReviewSchema) },
  handle: async (cx, { query }) => {
    const { items, nextCursor } = await listReviews(cx, query)
    return { items: items.map((review) => ({ ...review, copies: [...review.copies] })), nextCursor }
  },
})

const readReview = route({
  method: 'get',
  path: '/reviews/:reviewId',
  permission: 'reviews:read',
  summary: 'One review',
  tags,
  params,
  answers: { 200: ReviewSchema },
  refusals: ['review.not-found'],
  handle: async (cx, { params: { reviewId } }) => {
    const review = await getReview(cx, reviewId)
    return { ...review, copies: [...review.copies] }
  },
})

const createPublication = route({
  method: 'post',
  path: '/reviews/:reviewId/publication',
  permission: 'reviews:decide',
  summary: 'Show it to everybody',
  tags,
  params,
  answers: { 204: z.void() },
  refusals: ['review.not-found'],
  handle: (cx, { params: { reviewId } }) => decideReview(cx, reviewId, { kind: 'publish' }),
})

const createRejection = route({
  method: 'post',
  path: '/reviews/:reviewId/rejection',
  permission: 'reviews:decide',
  summary: 'Keep it back for one of the published reasons; its author is told',
  tags,
  params,
  body: z.object({ reason: z.enum(rejectionReasons) }),
  answers: { 204: z.void() },
  refusals: ['review.not-found'],
  handle: (cx, { params: { reviewId }, body: { reason } }) => decideReview(cx, reviewId, { kind: 'reject', reason }),
})

const putAnswer = route({
  method: 'put',
  path: '/reviews/:reviewId/answer',
  permission: 'reviews:decide',
  summary: 'Answer it in public; an empty answer takes it away',
  tags,
  params,
  body: z.object({ answer: z.string().max(2000) }),
  answers: { 204: z.void() },
  refusals: ['review.not-found', 'review.not-published'],
  handle: (cx, { params: { reviewId }, body: { answer } }) => answerReview(cx, reviewId, answer),
})

const readAccuracy = route({
  method: 'get',
  path: '/grading-accuracy',
  permission: 'reviews:read',
  summary: 'How true buyers found the grades, by grader and grade',
  tags,
  answers: {
    200: z.object({
      items: z.array(
        z
          .object({
            gradedBy: z.string(),
            mediaGrade: z.string(),
            verdictCount: z.int(),
            better: z.int(),
            asDescribed: z.int(),
            worse: z.int(),
          })
          .openapi('GradingAccuracy'),
      ),
    }),
  },
  handle: async (cx) => ({ items: await gradingAccuracy(cx) }),
})

const readRating = route({
  method: 'get',
  path: '/shop-rating',
  permission: 'public',
  summary: 'How many published reviews the shop has, and what they say',
  tags,
  answers: {
    200: z
      .object({
        count: z.int(),
        stars: z.number().optional(),
        verdictCount: z.int(),
        conformPercent: z.int().optional(),
      })
      .openapi('ShopRating'),
  },
  handle: shopRating,
})

export const routes = [readReviews, readReview, createPublication, createRejection, putAnswer, readAccuracy, readRating]
