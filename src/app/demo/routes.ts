import { z } from '@hono/zod-openapi'
import { findDemoSignIn } from '#modules/team'
import { route } from '#platform/http'
import { emptyShop } from './empty-shop.ts'
import { readDemoMark } from './queries.ts'

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

export const demoRoutes = [getDemo, createEmptyShop] as const
