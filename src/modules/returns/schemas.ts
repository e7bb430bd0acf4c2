import { z } from '@hono/zod-openapi'
import { timeSchema } from '#platform/http'
import { fates, returnMoveNames, returnReasons, returnStates } from './return.ts'

export const ReturnSummarySchema = z
  .object({
    id: z.string(),
    number: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    kind: z.enum(['withdrawal', 'complaint']),
    state: z.enum(returnStates),
    buyerName: z.string(),
    linesCount: z.int(),
    firstTitle: z.string(),
    isInPeriod: z.boolean().describe('Declared within the withdrawal period'),
    requestedAt: timeSchema,
  })
  .openapi('ReturnSummary')

const UnitSchema = z.object({
  unitId: z.string(),
  code: z.string(),
  placeCode: z.string(),
  isFactorySealed: z.boolean().describe('Sold new: the right is lost once it was opened (L221-28 9°)'),
  receivedAt: z.string().nullable(),
  soldMediaGrade: z.string().nullable(),
  soldSleeveGrade: z.string().nullable(),
  mediaGrade: z.string().nullable(),
  sleeveGrade: z.string().nullable(),
  wasOpened: z.boolean(),
  fate: z.enum(fates).nullable(),
  note: z.string(),
})

const LineSchema = z.object({
  id: z.string(),
  orderLineId: z.string(),
  title: z.string(),
  detail: z.string(),
  totalMinor: z.int(),
  reason: z.enum(returnReasons),
  note: z.string(),
  units: z.array(UnitSchema),
})

export const ReturnSchema = ReturnSummarySchema.extend({
  email: z.string(),
  lang: z.string(),
  periodEndsOn: z.string().nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  refusal: z.string().nullable(),
  lines: z.array(LineSchema),
  photos: z
    .array(z.object({ id: z.string(), width: z.int(), height: z.int() }))
    .describe('What the buyer sent with a complaint'),
  refund: z
    .object({
      linesMinor: z.int(),
      deliveryMinor: z.int(),
      deductedMinor: z.int(),
      lateMinor: z.int(),
      paidBackMinor: z.int(),
      decidedAt: timeSchema,
    })
    .nullable(),
  proposal: z
    .object({
      linesMinor: z.int(),
      deliveryMinor: z.int(),
      lateMinor: z.int(),
      leftMinor: z.int().describe('What the payments of the order can still give back'),
      dueOn: z.string().nullable(),
    })
    .describe('What the law has us pay back today'),
  events: z.array(
    z.object({ at: timeSchema, actor: z.string(), what: z.string(), data: z.record(z.string(), z.unknown()) }),
  ),
  moves: z.array(
    z.object({ move: z.enum(returnMoveNames), isAllowed: z.boolean(), becauseKey: z.string().nullable() }),
  ),
}).openapi('Return')
