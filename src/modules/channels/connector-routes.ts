import { z } from '@hono/zod-openapi'
import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { idSchema, route } from '#platform/http'
import { hasText, type Lang, translate } from '#platform/i18n'
import type { ConnectField, ConnectorMaker } from './connector.ts'
import { reconnectAccount } from './reconnect.ts'
import { withdrawalFloorMs } from './service-level.ts'

const tags = ['channels']

export const ConnectionFields = {
  settings: z.record(z.string().max(40), z.union([z.string().max(500), z.number()])).default({}),
  credentials: z.record(z.string().max(40), z.string().trim().min(1).max(4000)),
}

const ConnectorSchema = z
  .object({
    name: z.string().describe('The channel to name when an account is connected'),
    label: z.string(),
    isByHand: z.boolean().describe('Kept by a person: nothing to connect'),
    fields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        kind: z
          .enum(['text', 'secret', 'url'])
          .describe('A secret goes into the credentials, anything else into the settings'),
        isRequired: z.boolean(),
        example: z.string().nullable(),
      }),
    ),
    support: z
      .object({
        orders: z.enum(['push and poll', 'poll']),
        isSaleKnownBeforePayment: z.boolean(),
        publishes: z.enum(['at once', 'later']),
        withdraws: z.enum(['at once', 'later']),
        canDecideOrders: z.boolean(),
        canCancelOrders: z.enum(['whole and part', 'whole', 'no']),
        canShipOrders: z.boolean(),
        hasStanding: z.boolean(),
      })
      .nullable(),
    limits: z.object({
      titleCharsMax: z.int(),
      imagesMax: z.int(),
      quantityMax: z.int(),
      requestsPerMinute: z.number(),
      ordersPollMs: z.int(),
      withdrawalFloorMs: z.number().nullable().describe('The wait that the vendor itself imposes on withdrawals'),
    }),
  })
  .openapi('Connector')

export const readConnectors = route({
  method: 'get',
  path: '/connectors',
  permission: 'channels:read',
  summary: 'Every marketplace that can be connected: what it asks for, what is supported there, its limits',
  tags,
  answers: { 200: z.object({ items: z.array(ConnectorSchema) }) },
  handle: async (cx, { request: { lang } }) => ({ items: allConnectors(cx, lang) }),
})

function allConnectors({ outside }: Cx, lang: Lang) {
  const connected = Object.values(outside.connectors).map((maker) => ({
    name: maker.name,
    label: maker.label,
    isByHand: false,
    fields: maker.fields.map((field) => ({
      ...field,
      label: fieldLabel(maker.name, field, lang),
      example: field.example ?? null,
    })),
    support: maker.support,
    limits: limitsView(maker.limits),
  }))
  const byHand = Object.values(outside.byHand ?? {}).map(({ name, label, limits }) => ({
    name,
    label,
    isByHand: true,
    fields: [],
    support: null,
    limits: limitsView(limits),
  }))
  return [...connected, ...byHand].toSorted((a, b) => a.label.localeCompare(b.label, lang))
}

const limitsView = (limits: ConnectorMaker['limits']) => ({
  titleCharsMax: limits.titleCharsMax,
  imagesMax: limits.imagesMax,
  quantityMax: limits.quantityMax,
  requestsPerMinute: limits.requestsPerMinute,
  ordersPollMs: limits.ordersPollMs,
  withdrawalFloorMs: withdrawalFloorMs(limits),
})

/** Every connector has its words; a test sees to it. */
function fieldLabel(channel: string, { name }: ConnectField, lang: Lang): string {
  const key = `channels:fields.${channel}.${name}`
  return hasText(lang, key) ? translate(lang, key) : name
}

export const reconnectChannel = route({
  method: 'post',
  path: '/channels/:accountId/connection',
  permission: 'channels:write',
  summary: 'Connect an account again: new credentials are tried, then kept; without any the known ones are tried',
  tags,
  params: z.object({ accountId: idSchema<AccountId>('Account') }),
  body: z.object({ ...ConnectionFields, credentials: ConnectionFields.credentials.default({}) }),
  answers: { 204: z.void() },
  refusals: [
    'channels.account-not-found',
    'channels.unknown-channel',
    'channels.credentials-refused',
    'channels.other-seller',
  ],
  handle: (cx, { params: { accountId }, body }) => reconnectAccount(cx, accountId, body),
})
