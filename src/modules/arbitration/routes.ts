import { z } from '@hono/zod-openapi'
import { route, timeSchema } from '#platform/http'
import { answerArbitration } from './answer.ts'
import { listArbitrations } from './queries-screens.ts'
import { changeSettings, getSettings } from './settings.ts'
import { costsSchema } from './settings-schema.ts'

const tags = ['arbitration']

const CostsSchema = costsSchema.describe(
  'Points a lost sale costs, by channel; `<channel>.undecided` while the vendor waits for our answer, `other` for all not named.',
)

const SettingsSchema = z
  .object({
    costs: CostsSchema,
    askHours: z.int().describe('How long a person is asked about a copy that is held, quoted or packed for a market.'),
    afterAsking: z.enum(['order', 'holder']).describe('Who gets it when nobody answered.'),
    voucherMinor: z.int().describe('Named in the apology to a buyer of the own shop; 0: none.'),
  })
  .openapi('ArbitrationSettings')

const readSettings = route({
  method: 'get',
  path: '/arbitration/settings',
  permission: 'channels:read',
  summary: 'What losing a sale costs per channel, and how double sales are settled',
  tags,
  answers: { 200: SettingsSchema },
  handle: (cx) => getSettings(cx),
})

const editSettings = route({
  method: 'patch',
  path: '/arbitration/settings',
  permission: 'channels:write',
  summary: 'Change costs or options; what is not given stays, decisions already taken stand',
  tags,
  body: z.object({
    costs: CostsSchema.optional(),
    askHours: z.int().min(1).max(168).optional(),
    afterAsking: z.enum(['order', 'holder']).optional(),
    voucherMinor: z.int().min(0).max(100_000).optional(),
  }),
  answers: { 200: SettingsSchema },
  handle: (cx, { body }) => changeSettings(cx, body),
})

const ArbitrationSchema = z
  .object({
    id: z.string(),
    incidentId: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    title: z.string(),
    state: z.enum(['waiting', 'asking', 'decided']),
    rule: z.string().describe('`arbitration:rules.<rule>` is its name.'),
    outcome: z.string(),
    rivals: z.array(
      z.object({
        party: z.string(),
        kind: z.string(),
        channel: z.string(),
        number: z.string().nullable(),
        orderId: z.string().nullable(),
        cost: z.int().nullable(),
        outcome: z.string(),
      }),
    ),
    openedAt: timeSchema,
    decideBy: timeSchema.nullable().describe('When the question is answered by itself; null: never.'),
    decidedAt: timeSchema.nullable(),
    decidedBy: z.string().nullable(),
  })
  .openapi('Arbitration')

const readArbitrations = route({
  method: 'get',
  path: '/arbitrations',
  permission: 'channels:read',
  summary:
    'Copies sold twice: who wanted them, what each loss would cost, who keeps them; open ones first, then the latest',
  tags,
  answers: { 200: z.object({ items: z.array(ArbitrationSchema) }) },
  handle: async (cx) => ({ items: await listArbitrations(cx) }),
})

const createAnswer = route({
  method: 'post',
  path: '/arbitrations/:arbitrationId/decision',
  permission: 'channels:write',
  summary: 'Say who gets a copy that is held, quoted or unexplained: the waiting order, or whoever has it',
  tags,
  params: z.object({ arbitrationId: z.uuid() }),
  body: z.object({ winner: z.enum(['order', 'holder']) }),
  answers: { 204: z.void() },
  refusals: ['arbitration.not-open'],
  handle: (cx, { params: { arbitrationId }, body }) => answerArbitration(cx, arbitrationId, body.winner),
})

export const routes = [readSettings, editSettings, readArbitrations, createAnswer]
