import { z } from '@hono/zod-openapi'
import { route } from '#platform/http'
import { audienceFigures } from './queries.ts'

const AudienceSchema = z
  .object({
    days: z.array(z.object({ day: z.string(), count: z.int() })),
    hours: z.array(z.object({ hour: z.int(), count: z.int() })),
    pages: z.array(z.object({ path: z.string(), count: z.int() })),
    products: z.array(z.object({ slug: z.string(), title: z.string(), artist: z.string(), count: z.int() })),
  })
  .openapi('Audience')

const readAudience = route({
  method: 'get',
  path: '/audience',
  permission: 'audience:read',
  summary: 'How often pages and products were looked at; anonymous counts',
  tags: ['audience'],
  query: z.object({ days: z.coerce.number().int().min(1).max(760).default(30) }),
  answers: { 200: AudienceSchema },
  handle: (cx, { query: { days } }) => audienceFigures(cx, days),
})

export const routes = [readAudience]
