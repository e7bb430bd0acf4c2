import { z } from '@hono/zod-openapi'
import type { UnitId } from '#kernel/ids'
import { idSchema, route, timeSchema } from '#platform/http'
import { decideScheme } from './decide-scheme.ts'
import { listRegimes } from './queries.ts'
import { setRegime, taxOfUnit } from './regime.ts'

const tags = ['taxes']
const RegimeSchema = z
  .object({
    validFrom: z.iso.date().describe('The first day, in Paris'),
    regime: z.enum(['normal', 'franchise']).describe('franchise: exempt, article 293 B'),
    usedScheme: z.enum(['margin', 'normal']).describe('What a used piece is given at intake'),
    isOss: z.boolean().describe('Taxed where the buyer lives, also below the threshold'),
  })
  .openapi('TaxRegime')

const readRegimes = route({
  method: 'get',
  path: '/tax-regimes',
  permission: 'settings:read',
  summary: 'How the shop is and was taxed, the latest first',
  tags,
  answers: { 200: z.object({ items: z.array(RegimeSchema) }) },
  handle: async (cx) => ({ items: await listRegimes(cx) }),
})

const createRegime = route({
  method: 'post',
  path: '/tax-regimes',
  permission: 'settings:write',
  summary: 'How the shop is taxed from a day on',
  tags,
  body: RegimeSchema,
  answers: { 201: RegimeSchema },
  handle: async (cx, { body }) => {
    await setRegime(cx, body)
    return body
  },
})

const unitParams = z.object({ unitId: idSchema<UnitId>('Unit') })
const SchemeSchema = z.enum(['normal', 'margin'])

const readDecisions = route({
  method: 'get',
  path: '/units/:unitId/tax-scheme',
  permission: 'stock:read',
  summary: 'How one piece would be taxed if it were sold today, and who decided so and why',
  tags,
  params: unitParams,
  answers: {
    200: z.object({
      scheme: SchemeSchema,
      isExempt: z.boolean().describe('The shop is in the franchise: nothing is taxed, the scheme waits'),
      condition: z.enum(['new', 'used']),
      isFactorySealed: z.boolean(),
      isSold: z.boolean().describe('The sale keeps its scheme'),
      decisions: z.array(z.object({ scheme: SchemeSchema, because: z.string(), at: timeSchema, actor: z.string() })),
    }),
  },
  refusals: ['tax.unit-not-found'],
  handle: async (cx, { params: { unitId } }) => {
    const { decisions, ...unit } = await taxOfUnit(cx, unitId)
    return { ...unit, decisions: [...decisions] }
  },
})

const createDecision = route({
  method: 'post',
  path: '/units/:unitId/tax-scheme',
  permission: 'stock:write',
  summary: 'Decide how one piece is taxed, with the reason',
  tags,
  params: unitParams,
  body: z.object({ scheme: SchemeSchema, because: z.string().trim().min(1).max(200) }),
  answers: { 204: z.void() },
  refusals: ['tax.unit-not-found', 'tax.already-sold', 'tax.margin-is-for-used'],
  handle: (cx, { params: { unitId }, body }) => decideScheme(cx, { unitId, ...body }),
})

export const routes = [readRegimes, createRegime, readDecisions, createDecision]
