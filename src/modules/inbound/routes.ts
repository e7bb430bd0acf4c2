import { z } from '@hono/zod-openapi'
import type { AccountId, OrderId } from '#kernel/ids'
import { idSchema, route, timeSchema } from '#platform/http'
import { acceptOrder } from './accept-order.ts'
import { hookRoutes } from './hook-routes.ts'
import { listIncidents } from './queries.ts'
import { listCommands } from './queries-commands.ts'
import { resolveIncident } from './resolve-incident.ts'
import { stallRoutes } from './stall-routes.ts'
import type { IncidentId } from './store-incidents.ts'
import { viewDoor } from './view-door.ts'
import { viewIncident } from './view-incident.ts'

const tags = ['channels']

const FactsSchema = z
  .object({
    buyer: z.string(),
    isAwaitingDecision: z.boolean().describe('The marketplace waited for an answer when it happened'),
    command: z.string().describe('For a refused command: decide, cancel or ship'),
    provider: z.string().describe('For trouble with a payment: who took the money'),
    amountMinor: z.int().nullable().describe('For trouble with a payment: how much'),
    titles: z.array(z.string()).describe('What was sold, in the marketplace’s words'),
    holders: z.array(
      z.object({
        unitCode: z.string(),
        placeCode: z.string(),
        heldBy: z.string().nullable().describe('order, cart, checkout, hold … of the claim; null when nobody has it'),
        orderNumber: z.string().nullable(),
      }),
    ),
    reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  })
  .openapi('IncidentFacts')

const IncidentSchema = z
  .object({
    id: z.string(),
    kind: z
      .string()
      .describe(
        'double-sale, unknown-listing, cancelled-remotely, command-rejected, refund-failed, payment-disputed, and those of other modules',
      ),
    account: z.string().nullable(),
    channel: z.string().nullable(),
    orderId: z.string().nullable(),
    orderNumber: z.string().nullable(),
    variantId: z.string().nullable(),
    title: z.string().nullable(),
    externalId: z.string().nullable(),
    facts: FactsSchema,
    decision: z
      .object({
        key: z.string().describe('`<namespace>:<key>` of the sentence'),
        values: z.record(z.string(), z.union([z.string(), z.number()])).describe('What its gaps are filled with'),
      })
      .nullable()
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
  handle: async (cx, { query }) => ({
    items: (await listIncidents(cx, { isOpen: query.state === 'open' })).map(viewIncident),
  }),
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

const OrderCommandSchema = z
  .object({
    id: z.string(),
    step: z.enum(['decide-accept', 'decide-part', 'decide-refuse', 'cancel', 'ship']),
    channel: z.string(),
    channelLabel: z.string(),
    state: z.enum(['waiting', 'done', 'rejected']),
    requestedAt: timeSchema,
    answeredAt: timeSchema.nullable(),
    attempts: z.int(),
    nextTryAt: timeSchema,
    lastError: z.string().nullable(),
    reasons: z.array(z.object({ code: z.string(), message: z.string(), field: z.string().optional() })),
  })
  .openapi('OrderCommand')

const readCommands = route({
  method: 'get',
  path: '/orders/:orderId/commands',
  permission: 'orders:read',
  summary: 'What the marketplace of an order was told, and what it answered',
  tags: ['orders'],
  params: z.object({ orderId: idSchema<OrderId>('Order') }),
  answers: { 200: z.object({ items: z.array(OrderCommandSchema) }) },
  handle: async (cx, { params: { orderId } }) => ({
    items: (await listCommands(cx, orderId)).map((command) => ({ ...command, reasons: [...command.reasons] })),
  }),
})

const createAcceptance = route({
  method: 'post',
  path: '/orders/:orderId/acceptance',
  permission: 'orders:write',
  summary: 'Accept an order at its marketplace that could not be accepted by itself',
  tags: ['orders'],
  params: z.object({ orderId: idSchema<OrderId>('Order') }),
  answers: { 204: z.void() },
  refusals: ['inbound.nothing-to-accept'],
  handle: (cx, { params: { orderId } }) => acceptOrder(cx, orderId),
})

const DoorSchema = z
  .object({
    address: z.string().describe('Where the marketplace can push'),
    offers: z.enum(['push and poll', 'poll']),
    isReachable: z.boolean().describe('False on a private address: then polls do the work'),
    subscribedAt: timeSchema.nullable(),
    lastError: z.string().nullable(),
    accepted: z.int(),
    refused: z.int(),
    lastPushAt: timeSchema.nullable(),
    lastRefusedAt: timeSchema.nullable(),
    lastRefusal: z.object({ why: z.string(), message: z.string() }).nullable(),
    waiting: z.int().describe('Pushes not worked off yet'),
  })
  .openapi('InboundDoor')

const readDoor = route({
  method: 'get',
  path: '/channels/:accountId/door',
  permission: 'channels:read',
  summary: 'Whether and how a marketplace tells us of sales by itself',
  tags,
  params: z.object({ accountId: idSchema<AccountId>('Account') }),
  answers: { 200: DoorSchema },
  refusals: ['channels.account-not-found'],
  handle: (cx, { params: { accountId } }) => viewDoor(cx, accountId),
})

export const routes = [
  readCommands,
  createAcceptance,
  readDoor,
  ...hookRoutes,
  ...stallRoutes,
  readIncidents,
  createResolution,
]
