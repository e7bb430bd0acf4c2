import { z } from '@hono/zod-openapi'
import { route } from '#platform/http'
import { emptyShop } from './empty-shop.ts'

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

export const demoRoutes = [createEmptyShop] as const
