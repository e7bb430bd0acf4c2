import { z } from '@hono/zod-openapi'
import { findDemoSignIn } from '#modules/team'
import { route } from '#platform/http'
import { emptyShop } from './empty-shop.ts'
import { readDemoMark } from './queries.ts'
import { connectStandIn, waitingStandIns } from './stand-ins.ts'

const getDemo = route({
  method: 'get',
  path: '/demo',
  permission: 'public',
  summary: 'Whether this is the demo shop, and how to look behind its counter',
  tags: ['demo'],
  answers: {
    200: z
      .object({ isLoaded: z.boolean(), signIn: z.object({ email: z.string(), password: z.string() }).nullable() })
      .openapi('Demo'),
  },
  handle: async (cx) => {
    const isLoaded = (await readDemoMark(cx)) !== undefined
    return { isLoaded, signIn: (isLoaded && (await findDemoSignIn(cx))) || null }
  },
})

const createEmptyShop = route({
  method: 'post',
  path: '/demo/empty-shop',
  permission: 'settings:write',
  summary: 'Clear the demo away and start an own, empty shop',
  tags: ['demo'],
  answers: { 201: z.object({ variants: z.int(), orders: z.int() }).openapi('EmptiedShop') },
  refusals: ['demo.not-loaded', 'demo.has-real-orders'],
  handle: (cx) => emptyShop(cx),
})

const getStandIns = route({
  method: 'get',
  path: '/demo/stand-ins',
  permission: 'channels:read',
  summary: 'Stand-ins of the sandbox that are not connected yet',
  tags: ['demo'],
  answers: { 200: z.object({ items: z.array(z.object({ channel: z.string(), label: z.string() })) }) },
  handle: async (cx) => ({ items: await waitingStandIns(cx) }),
})

const createStandIn = route({
  method: 'post',
  path: '/demo/stand-ins',
  permission: 'channels:write',
  summary: 'Connect the sandbox seller of a channel',
  tags: ['demo'],
  body: z.object({ channel: z.string().max(40) }),
  answers: { 204: z.void() },
  refusals: ['demo.no-stand-in'],
  handle: (cx, { body: { channel } }) => connectStandIn(cx, channel),
})

export const demoRoutes = [getDemo, createEmptyShop, getStandIns, createStandIn] as const
