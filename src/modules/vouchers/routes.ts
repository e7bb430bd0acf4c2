import { z } from '@hono/zod-openapi'
import { pageQuery, route, timeSchema } from '#platform/http'
import { voucherByCode } from './present-voucher.ts'
import { getVoucher, listTerms, listVouchers } from './queries.ts'
import { setTerms } from './set-terms.ts'
import { issueVoucher } from './store-ledger.ts'
import { voucherState } from './voucher.ts'

const tags = ['vouchers']
const states = ['usable', 'spent', 'expired', 'revoked'] as const

const VoucherSchema = z
  .object({
    id: z.string(),
    code: z.string(),
    state: z.enum(states),
    initialMinor: z.int(),
    balanceMinor: z.int(),
    recipientName: z.string(),
    recipientEmail: z.string().nullable(),
    senderName: z.string(),
    message: z.string(),
    sendAt: timeSchema.nullable(),
    sentAt: timeSchema.nullable(),
    expiresAt: timeSchema.nullable(),
    because: z.string(),
    createdAt: timeSchema,
  })
  .openapi('Voucher')

const EntrySchema = z.object({
  kind: z.enum(['issued', 'redeemed', 'returned', 'revoked']),
  amountMinor: z.int(),
  balanceMinor: z.int(),
  reference: z.string().describe('order:<id>, or office'),
  at: timeSchema,
  actor: z.string(),
})

const readVouchers = route({
  method: 'get',
  path: '/vouchers',
  permission: 'payments:read',
  summary: 'Gift vouchers, newest first',
  tags,
  query: z.object({ text: z.string().max(100).optional(), limit: pageQuery.limit }),
  answers: { 200: z.object({ items: z.array(VoucherSchema) }) },
  handle: async (cx, { query: { text = '', limit } }) => ({
    items: (await listVouchers(cx, { text, limit })).map((voucher) => ({
      ...voucher,
      state: voucherState(cx.now(), voucher),
    })),
  }),
})

const readVoucher = route({
  method: 'get',
  path: '/vouchers/:voucherId',
  permission: 'payments:read',
  summary: 'One gift voucher with its ledger',
  tags,
  params: z.object({ voucherId: z.uuid() }),
  answers: { 200: VoucherSchema.extend({ entries: z.array(EntrySchema) }) },
  refusals: ['voucher.not-found'],
  handle: async (cx, { params: { voucherId } }) => {
    const voucher = await getVoucher(cx, voucherId)
    return { ...voucher, state: voucherState(cx.now(), voucher) }
  },
})

const createVoucher = route({
  method: 'post',
  path: '/vouchers',
  permission: 'payments:write',
  summary: 'Give a voucher, e.g. as an apology; it says why',
  tags,
  body: z.object({
    amountMinor: z.int().min(1).max(100_000),
    recipientName: z.string().trim().max(120).default(''),
    recipientEmail: z.email().max(200).nullable().default(null),
    message: z.string().trim().max(600).default(''),
    because: z.string().trim().min(1).max(200),
    lang: z.enum(['fr', 'en']).default('fr'),
  }),
  answers: { 201: z.object({ id: z.string() }) },
  handle: async (cx, { body }) => ({
    id: await issueVoucher(cx, {
      ...body,
      sendAt: body.recipientEmail === null ? null : cx.now(),
      reference: 'office',
    }),
  }),
})

const amountSchema = z.int().min(1).max(1_000_000)
const TermsSchema = z
  .object({
    validFrom: z.iso.date().describe('The first day, in Paris'),
    validMonths: z.int().min(1).max(120),
    amountMinMinor: amountSchema,
    amountMaxMinor: amountSchema,
  })
  .openapi('VoucherTerms')

const readTerms = route({
  method: 'get',
  path: '/voucher-terms',
  permission: 'payments:read',
  summary: 'How long vouchers are valid and what may be given, by the day they are issued, the latest first',
  tags,
  answers: { 200: z.object({ items: z.array(TermsSchema.extend({ setAt: timeSchema, setBy: z.string() })) }) },
  handle: async (cx) => ({ items: await listTerms(cx) }),
})

const createTerms = route({
  method: 'post',
  path: '/voucher-terms',
  permission: 'settings:write',
  summary: 'What holds for vouchers issued from a day on; those issued before keep theirs',
  tags,
  body: TermsSchema,
  answers: { 201: TermsSchema },
  refusals: ['voucher.terms-in-the-past', 'voucher.terms-upside-down'],
  handle: async (cx, { body }) => {
    await setTerms(cx, body)
    return body
  },
})

const readBalance = route({
  method: 'post',
  path: '/voucher-balance',
  permission: 'public',
  summary: 'What is left on a voucher, for whoever has its code',
  tags,
  keepsAnswers: false,
  body: z.object({ code: z.string().trim().min(1).max(40) }),
  answers: {
    200: z.object({ code: z.string(), state: z.enum(states), balanceMinor: z.int(), expiresAt: timeSchema.nullable() }),
  },
  refusals: ['voucher.not-found', 'voucher.too-many-tries'],
  handle: async (cx, { body, request }) => {
    const voucher = await voucherByCode(cx, { text: body.code, from: request.ip })
    const { code, balanceMinor, expiresAt } = voucher
    return { code, balanceMinor, expiresAt, state: voucherState(cx.now(), voucher) }
  },
})

export const routes = [readVouchers, readVoucher, createVoucher, readBalance, readTerms, createTerms]
