import { z } from '@hono/zod-openapi'
import { idSchema, route } from '#platform/http'
import { choiceCounts, offeredTrackers } from './queries.ts'
import { purposes, type TrackerId, trackerKinds } from './tracker.ts'
import { addTracker, removeTracker } from './trackers.ts'

const tags = ['consent']

const TrackersSchema = z.object({
  items: z.array(
    z
      .object({ id: z.string(), kind: z.enum(trackerKinds), identifier: z.string(), purpose: z.enum(purposes) })
      .openapi('Tracker'),
  ),
  choices: z.object({ accepted: z.int(), refused: z.int() }).describe('Of the last 30 days'),
})

const readTrackers = route({
  method: 'get',
  path: '/trackers',
  permission: 'consent:read',
  summary: 'Third parties’ trackers that visitors are asked about',
  tags,
  answers: { 200: TrackersSchema },
  handle: async (cx) => ({ items: await offeredTrackers(cx), choices: await choiceCounts(cx) }),
})

const postTracker = route({
  method: 'post',
  path: '/trackers',
  permission: 'consent:write',
  summary: 'Add a tracker; from now on visitors are asked',
  tags,
  body: z.object({
    kind: z.enum(trackerKinds),
    identifier: z.string().trim().min(1).max(300),
    purpose: z.enum(purposes),
  }),
  answers: { 204: z.void() },
  refusals: ['consent.tracker-invalid'],
  handle: (cx, { body }) => addTracker(cx, body),
})

const deleteTracker = route({
  method: 'delete',
  path: '/trackers/:trackerId',
  permission: 'consent:write',
  summary: 'Take a tracker from the shop',
  tags,
  params: z.object({ trackerId: idSchema<TrackerId>('Tracker') }),
  answers: { 204: z.void() },
  refusals: ['consent.tracker-unknown'],
  handle: (cx, { params: { trackerId } }) => removeTracker(cx, trackerId),
})

export const routes = [readTrackers, postTracker, deleteTracker]
