import { z } from '@hono/zod-openapi'
import { route, timeSchema } from '#platform/http'
import { dropMovedPath, moveAddress } from './move-address.ts'
import { movedKinds } from './moved.ts'
import { listMoved } from './queries.ts'

const tags = ['content']
/** A path of this shop: no other host (`//elsewhere`), no query, no fragment. */
const path = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s?#\\]*$/, 'own-path')
  .describe('A path of this shop, such as /boutique/123.html')

const MovedAddressSchema = z
  .object({
    kind: z.enum(movedKinds),
    from: z.string(),
    to: z.string(),
    movedAt: timeSchema,
    movedBy: z.string(),
  })
  .openapi('MovedAddress')

const getRedirects = route({
  method: 'get',
  path: '/redirects',
  permission: 'content:read',
  summary: 'Addresses that have moved, the latest first',
  tags,
  answers: { 200: z.object({ items: z.array(MovedAddressSchema) }) },
  handle: async (cx) => ({ items: await listMoved(cx) }),
})

const postRedirect = route({
  method: 'post',
  path: '/redirects',
  permission: 'content:write',
  summary: 'Lead an old path to a page of today, for good',
  tags,
  body: z.object({ from: path, to: path }),
  answers: { 204: z.void() },
  refusals: ['addresses.loop'],
  handle: (cx, { body: { from, to } }) => moveAddress(cx, { kind: 'path', from: unslashed(from), to }),
})

const postRemoval = route({
  method: 'post',
  path: '/redirects/removal',
  permission: 'content:write',
  summary: 'Take the redirect of a path away',
  tags,
  body: z.object({ from: path }),
  answers: { 204: z.void() },
  refusals: ['addresses.not-found'],
  handle: (cx, { body: { from } }) => dropMovedPath(cx, from),
})

/** The shop's addresses end without a slash. */
const unslashed = (path: string): string => path.replace(/(.)\/+$/, '$1')

export const addressesRoutes = [getRedirects, postRedirect, postRemoval] as const
