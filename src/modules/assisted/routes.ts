import { z } from '@hono/zod-openapi'
import type { AccountId, Id, ListingId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getAccount } from '#modules/channels'
import { idSchema, rawRoute, route, timeSchema } from '#platform/http'
import { confirmSaleMail, dismissSaleMail } from './decide-sale-mail.ts'
import { isMailKey, mailKey } from './mail-key.ts'
import { listSaleMails } from './queries.ts'
import { receiveSaleMail } from './receive-sale-mail.ts'
import { recordSoldThere } from './sold-there.ts'

const tags = ['channels']
const accountParams = z.object({ accountId: idSchema<AccountId>('Account') })
const mailParams = z.object({ saleMailId: idSchema<Id<'SaleMail'>>('SaleMail') })
const priceMinor = z.int().min(0).max(10_000_000).optional()
const buyerName = z.string().trim().max(120).optional()
const mailBytesMax = 10_000_000

const createSale = route({
  method: 'post',
  path: '/listings/:listingId/sale',
  permission: 'channels:write',
  summary: 'Say that an ad kept by hand was sold there: it becomes an order and leaves every other channel',
  tags,
  params: z.object({ listingId: idSchema<ListingId>('Listing') }),
  body: z.object({ priceMinor, buyerName }),
  answers: { 201: z.object({ orderId: z.string() }) },
  refusals: ['channels.listing-not-found', 'assisted.not-posted'],
  handle: async (cx, { params: { listingId }, body }) => ({
    orderId: await recordSoldThere(cx, { listingId, ...body }),
  }),
})

const SaleMailSchema = z
  .object({
    id: z.string(),
    subject: z.string(),
    body: z.string(),
    state: z.enum(['matched', 'unmatched', 'taken', 'no-sale', 'confirmed', 'dismissed']),
    priceMinor: z.int().nullable(),
    listingId: z.string().nullable(),
    title: z.string().nullable(),
    orderId: z.string().nullable(),
    receivedAt: timeSchema,
  })
  .openapi('SaleMail')

const readMails = route({
  method: 'get',
  path: '/channels/:accountId/sale-mails',
  permission: 'channels:read',
  summary: 'Sale mails of a channel kept by hand; those that wait for a decision first',
  tags,
  params: accountParams,
  answers: { 200: z.object({ items: z.array(SaleMailSchema) }) },
  handle: async (cx, { params: { accountId } }) => ({ items: await listSaleMails(cx, accountId) }),
})

const readAddress = route({
  method: 'get',
  path: '/channels/:accountId/mail-address',
  permission: 'channels:write',
  summary: 'Where a mail service must post the forwarded sale mails: a path with its key',
  tags,
  params: accountParams,
  answers: { 200: z.object({ path: z.string() }) },
  refusals: ['channels.account-not-found'],
  handle: async (cx, { params: { accountId } }) => {
    await getAccount(cx, accountId)
    return { path: `/api/v1/hooks/mail/${accountId}?key=${await mailKey(cx, accountId)}` }
  },
})

const createMail = rawRoute({
  method: 'post',
  path: '/hooks/mail/:accountId',
  permission: 'public',
  summary: 'Takes one forwarded mail, as a raw message (RFC 5322)',
  tags,
  params: accountParams,
  query: z.object({ key: z.string().max(100) }),
  bodyBytesMax: mailBytesMax,
  produces: 'application/json',
  answer: z.object({ state: z.string() }),
  refusals: ['assisted.wrong-address', 'assisted.mail-unreadable'],
  handle: async (cx, { params: { accountId }, query: { key }, raw }) => {
    if (!(await isMailKey(cx, accountId, key))) refuse('assisted.wrong-address', {})
    return Response.json({ state: await receiveSaleMail(cx, accountId, await raw.text()) }, { status: 202 })
  },
})

const createConfirmation = route({
  method: 'post',
  path: '/sale-mails/:saleMailId/confirmation',
  permission: 'channels:write',
  summary: 'The mail is right: make an order of it',
  tags,
  params: mailParams,
  body: z.object({ listingId: idSchema<ListingId>('Listing').optional(), priceMinor, buyerName }),
  answers: { 201: z.object({ orderId: z.string() }) },
  refusals: ['assisted.mail-not-found', 'assisted.mail-decided', 'assisted.ad-missing', 'assisted.not-posted'],
  handle: async (cx, { params: { saleMailId }, body }) => ({ orderId: await confirmSaleMail(cx, saleMailId, body) }),
})

const createDismissal = route({
  method: 'post',
  path: '/sale-mails/:saleMailId/dismissal',
  permission: 'channels:write',
  summary: 'The mail is no sale of ours: the copy is free again',
  tags,
  params: mailParams,
  answers: { 204: z.void() },
  refusals: ['assisted.mail-not-found', 'assisted.mail-decided'],
  handle: (cx, { params: { saleMailId } }) => dismissSaleMail(cx, saleMailId),
})

export const routes = [createSale, readMails, readAddress, createMail, createConfirmation, createDismissal]
