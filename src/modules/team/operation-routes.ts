import { z } from '@hono/zod-openapi'
import { refuse } from '#kernel/refusal'
import { pageQuery, pageSchema, route, timeSchema } from '#platform/http'
import { findJobs, type JobRow, jobStates, retryJob } from '#platform/jobs'
import { failedEvents, retryEvent } from '#platform/outbox'
import { findMail, selectMails } from './queries.ts'

const jobSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(jobStates),
    data: z.unknown(),
    retryCount: z.int(),
    retryLimit: z.int(),
    createdOn: timeSchema,
    startAfter: timeSchema,
    completedOn: timeSchema.nullable(),
    lastError: z.string().nullable(),
  })
  .openapi('Job')

const getJobs = route({
  method: 'get',
  path: '/jobs',
  permission: 'jobs:read',
  summary: 'Background jobs of one state, newest first; failed ones carry their error',
  description: 'Events that a module keeps failing on are shown as failed jobs called `event …`.',
  tags: ['operation'],
  query: z.object({ state: z.enum(jobStates).default('failed'), limit: pageQuery.limit }),
  answers: { 200: z.object({ items: z.array(jobSchema) }) },
  handle: async (cx, { query }) => {
    const events = query.state === 'failed' ? await failedEvents(cx, query.limit) : []
    return { items: [...events.map(jobOfEvent), ...(await findJobs(cx, query))] }
  },
})

type FailedEvent = Awaited<ReturnType<typeof failedEvents>>[number]

const jobOfEvent = (event: FailedEvent): JobRow => ({
  id: `event-${event.id}`,
  name: `event ${event.type}`,
  state: 'failed',
  data: event.payload,
  retryCount: event.attempts,
  retryLimit: event.attempts,
  createdOn: event.occurredAt,
  startAfter: event.nextTryAt ?? event.occurredAt,
  completedOn: null,
  lastError: event.lastError,
})

const postJobRetry = route({
  method: 'post',
  path: '/jobs/:jobId/retry',
  permission: 'jobs:retry',
  summary: 'Give a failed job one more try, now',
  tags: ['operation'],
  params: z.object({ jobId: z.union([z.uuid(), z.string().regex(/^event-\d{1,18}$/)]) }),
  answers: { 204: z.void() },
  refusals: ['team.job-not-found'],
  handle: async (cx, { params }) => {
    const [, eventId] = params.jobId.split('event-')
    const isRetried = eventId === undefined ? await retryJob(cx, params.jobId) : await retryEvent(cx, Number(eventId))
    if (!isRetried) refuse('team.job-not-found', params)
  },
})

const mailSchema = z
  .object({
    id: z.string(),
    recipient: z.string(),
    subject: z.string(),
    state: z.enum(['queued', 'sent', 'failed', 'kept']),
    lastError: z.string().nullable(),
    attempts: z.int(),
    createdAt: timeSchema,
    sentAt: timeSchema.nullable(),
  })
  .openapi('Mail')

const stateSchema = mailSchema.shape.state

const getMails = route({
  method: 'get',
  path: '/mails',
  permission: 'mails:read',
  summary: 'Mails the shop wrote, newest first',
  tags: ['operation'],
  query: z.object({ ...pageQuery, cursor: z.uuid().optional() }),
  answers: { 200: pageSchema(mailSchema) },
  handle: async (cx, { query: { cursor, limit } }) => {
    const mails = await selectMails(cx, { before: cursor, limit })
    const nextCursor = mails.length < limit ? null : (mails.at(-1)?.id ?? null)
    return { items: mails.map((mail) => ({ ...mail, state: stateSchema.parse(mail.state) })), nextCursor }
  },
})

const getMail = route({
  method: 'get',
  path: '/mails/:mailId',
  permission: 'mails:read',
  summary: 'One mail with its text',
  tags: ['operation'],
  params: z.object({ mailId: z.uuid() }),
  answers: { 200: mailSchema.extend({ text: z.string(), html: z.string().nullable() }).openapi('MailWithText') },
  refusals: ['team.mail-not-found'],
  handle: async (cx, { params }) => {
    const mail = (await findMail(cx, params.mailId)) ?? refuse('team.mail-not-found', params)
    return { ...mail, state: stateSchema.parse(mail.state), text: mail.bodyText, html: mail.bodyHtml }
  },
})

export const operationRoutes = [getJobs, postJobRetry, getMails, getMail] as const
