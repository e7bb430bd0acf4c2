import { z } from '@hono/zod-openapi'
import { refuse } from '#kernel/refusal'
import { idSchema, route, timeSchema } from '#platform/http'
import { leaveLine } from './leave-line.ts'
import { findTokenOf, listLines } from './queries.ts'
import type { WaitingEntryId } from './waiting.ts'

const tags = ['waiting']
const entriesMax = 500

const WaitingEntrySchema = z
  .object({
    id: z.string(),
    variantId: z.string(),
    sku: z.string(),
    title: z.string(),
    artist: z.string(),
    email: z.string(),
    state: z.enum(['waiting', 'offered', 'taken', 'lapsed', 'left', 'closed']),
    place: z.int().describe('From 1; the copy is kept for place 1 while the state is offered'),
    joinedAt: timeSchema,
    offerEndsAt: timeSchema.nullable(),
  })
  .openapi('WaitingEntry')

const readEntries = route({
  method: 'get',
  path: '/waiting-entries',
  permission: 'customers:read',
  summary: 'Who waits for which copy, line by line',
  tags,
  answers: { 200: z.object({ items: z.array(WaitingEntrySchema) }) },
  handle: async (cx) => ({ items: await listLines(cx, entriesMax) }),
})

const deleteEntry = route({
  method: 'delete',
  path: '/waiting-entries/:entryId',
  permission: 'customers:write',
  summary: 'Take somebody out of a line, as asked by telephone; a copy kept for them goes to the next',
  tags,
  params: z.object({ entryId: idSchema<WaitingEntryId>('WaitingEntry') }),
  answers: { 204: z.void() },
  refusals: ['waiting.not-found'],
  handle: async (cx, { params: { entryId } }) => {
    const token = await findTokenOf(cx, entryId)
    if (token === undefined) refuse('waiting.not-found', {})
    await leaveLine(cx, { token })
  },
})

export const routes = [readEntries, deleteEntry] as const
