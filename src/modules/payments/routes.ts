import { z } from '@hono/zod-openapi'
import type { PaymentId } from '#kernel/ids'
import { idSchema, route, timeSchema } from '#platform/http'
import { listAccounts, saveAccount } from './accounts.ts'
import { paymentHistory } from './queries-history.ts'
import { refundByHand } from './refund-by-hand.ts'

const AccountSchema = z
  .object({
    provider: z.string(),
    isConnected: z.boolean().describe('False while only the stand-in is reached, or nothing is set up'),
    isOffered: z.boolean(),
    isLive: z.boolean(),
    publicKey: z.string(),
    hasSecretKey: z.boolean(),
    hasWebhookSecret: z.boolean(),
    webhookId: z.string(),
    descriptor: z.string(),
  })
  .openapi('PaymentAccount')
const AccountsSchema = z.object({ items: z.array(AccountSchema) })

const readAccounts = route({
  method: 'get',
  path: '/payment-accounts',
  permission: 'settings:read',
  summary: 'The payment providers and what is set up of each; secrets are never shown',
  tags: ['payments'],
  answers: { 200: AccountsSchema },
  handle: async (cx) => ({ items: await listAccounts(cx) }),
})

const writeAccount = route({
  method: 'put',
  path: '/payment-accounts/:provider',
  permission: 'settings:write',
  summary: 'Connect the shop’s own account at a payment provider, or stop offering it',
  tags: ['payments'],
  params: z.object({ provider: z.string().max(40) }),
  body: z.object({
    isOffered: z.boolean(),
    isLive: z.boolean(),
    publicKey: z
      .string()
      .trim()
      .max(300)
      .describe('Empty without keys of the shop’s own: then only whether it is offered is kept'),
    secretKey: z.string().trim().max(300).default('').describe('Empty keeps what is stored'),
    webhookSecret: z
      .string()
      .trim()
      .max(300)
      .default('')
      .describe('Stripe: of the endpoint; empty keeps what is stored'),
    webhookId: z.string().trim().max(50).default('').describe('PayPal: of the webhook'),
    descriptor: z
      .string()
      .trim()
      .max(22)
      .regex(/^[^<>\\'"*]*$/)
      .default('')
      .describe('What stands on the buyer’s statement after the shop’s name'),
  }),
  answers: { 200: AccountsSchema },
  refusals: ['payment.provider-unknown', 'payment.key-missing'],
  handle: async (cx, { params: { provider }, body }) => {
    await saveAccount(cx, provider, body)
    return { items: await listAccounts(cx) }
  },
})

const HistorySchema = z
  .object({
    events: z.array(
      z.object({
        at: timeSchema,
        actor: z.string(),
        fromState: z.string().nullable(),
        toState: z.string(),
        failureCode: z.string().nullable(),
        reference: z.string().nullable().describe('Of the transfer or receipt, for money sent back by hand'),
      }),
    ),
    refunds: z.array(
      z.object({
        id: z.string(),
        amountMinor: z.int(),
        reason: z.string(),
        state: z.enum(['due', 'done', 'failed']),
        failureCode: z.string().nullable(),
        createdAt: timeSchema,
        doneAt: timeSchema.nullable(),
        doneBy: z.string().nullable(),
        doneReference: z.string().nullable(),
      }),
    ),
  })
  .openapi('PaymentHistory')

const readHistory = route({
  method: 'get',
  path: '/payments/:paymentId/history',
  permission: 'orders:read',
  summary: 'What became of a payment, step by step, and the parts of it that went back',
  tags: ['payments'],
  params: z.object({ paymentId: idSchema<PaymentId>('Payment') }),
  answers: { 200: HistorySchema },
  refusals: ['payment.not-found'],
  handle: (cx, { params: { paymentId } }) => paymentHistory(cx, paymentId),
})

const createHandRefund = route({
  method: 'post',
  path: '/payments/:paymentId/hand-refund',
  permission: 'orders:cancel',
  summary:
    'Record that money which came by transfer or in cash was sent back by a person; repeating it changes nothing',
  tags: ['payments'],
  params: z.object({ paymentId: idSchema<PaymentId>('Payment') }),
  body: z.object({
    refundId: z.uuid().optional().describe('A part; left out for all that is left of the payment'),
    reference: z.string().trim().min(1).max(140).describe('What stands on the transfer or the receipt'),
  }),
  answers: { 200: HistorySchema },
  refusals: ['payment.not-found', 'payment.refund-not-due'],
  handle: async (cx, { params: { paymentId }, body }) => {
    await refundByHand(cx, { paymentId, ...body })
    return paymentHistory(cx, paymentId)
  },
})

export const routes = [readAccounts, writeAccount, readHistory, createHandRefund]
