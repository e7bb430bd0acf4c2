import { z } from '@hono/zod-openapi'
import type { UnitId } from '#kernel/ids'
import { idSchema, route } from '#platform/http'
import { decideScheme } from './decide-scheme.ts'
import { listRegimes } from './queries.ts'
import { setRegime } from './regime.ts'

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

const createDecision = route({
  method: 'post',
  path: '/units/:unitId/tax-scheme',
  permission: 'stock:write',
  summary: 'Decide how one piece is taxed, with the reason',
  tags,
  params: z.object({ unitId: idSchema<UnitId>('Unit') }),
  body: z.object({ scheme: z.enum(['normal', 'margin']), because: z.string().trim().min(1).max(200) }),
  answers: { 204: z.void() },
  refusals: ['tax.unit-not-found', 'tax.already-sold'],
  handle: (cx, { params: { unitId }, body }) => decideScheme(cx, { unitId, ...body }),
})

export const routes = [readRegimes, createRegime, createDecision]
