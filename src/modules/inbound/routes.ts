import { z } from '@hono/zod-openapi'
import { jsonObject } from '#modules/channels'
import { idSchema, route, timeSchema } from '#platform/http'
import { hookRoutes } from './hook-routes.ts'
import { listIncidents } from './queries.ts'
import { resolveIncident } from './resolve-incident.ts'
import type { IncidentId } from './store-incidents.ts'

const tags = ['channels']

const IncidentSchema = z
  .object({
    id: z.string(),
    kind: z
      .string()
      .describe('double-sale, unknown-listing, cancelled-remotely, command-rejected, and those of other modules'),
    account: z.string().nullable(),
    channel: z.string().nullable(),
    orderId: z.string().nullable(),
    orderNumber: z.string().nullable(),
    variantId: z.string().nullable(),
    title: z.string().nullable(),
    externalId: z.string().nullable(),
    data: jsonObject.openapi({ type: 'object' }),
    decision: z
      .intersection(z.object({ what: z.string() }), jsonObject)
      .nullable()
      .openapi({ type: ['object', 'null'] })
      .describe('What was decided by itself, and why'),
    decidedAt: timeSchema.nullable(),
    openedAt: timeSchema,
    closedAt: timeSchema.nullable(),
    closedBy: z.string().nullable(),
    resolution: z.string().nullable(),
  })
  .openapi('Incident')

const readIncidents = route({
  method: 'get',
  path: '/incidents',
  permission: 'channels:read',
  summary: 'What a person must decide, oldest first',
  tags,
  query: z.object({ state: z.enum(['open', 'closed']).default('open') }),
  answers: { 200: z.object({ items: z.array(IncidentSchema) }) },
  handle: async (cx, { query }) => ({ items: await listIncidents(cx, { isOpen: query.state === 'open' }) }),
})

const createResolution = route({
  method: 'post',
  path: '/incidents/:incidentId/resolution',
  permission: 'channels:write',
  summary: 'Say what was decided; the incident is closed',
  tags,
  params: z.object({ incidentId: idSchema<IncidentId>('Incident') }),
  body: z.object({ resolution: z.string().trim().min(1).max(2000) }),
  answers: { 204: z.void() },
  refusals: ['inbound.incident-not-found', 'inbound.incident-closed'],
  handle: (cx, { params: { incidentId }, body }) => resolveIncident(cx, incidentId, body.resolution),
})

export const routes = [...hookRoutes, readIncidents, createResolution]
