import { OpenAPIHono } from '@hono/zod-openapi'
import type { Json } from '#platform/secrets'
import { operationOf } from './operation.ts'
import type { RefusalStatuses } from './problem.ts'
import type { AnyRoute } from './route.ts'

type Described = { readonly routes: readonly AnyRoute[]; readonly statuses: RefusalStatuses; readonly version: string }

const description =
  'Refused requests answer application/problem+json (RFC 9457); `code` says why and is stable. Amounts are integer cents of EUR. POST requests of signed-in callers may carry an Idempotency-Key.'

/** The OpenAPI 3.1 document of these routes, as plain JSON. */
export function describeRoutes({ routes, statuses, version }: Described): { [key: string]: Json | undefined } {
  const described = new OpenAPIHono()
  const { openAPIRegistry: registry } = described
  for (const route of routes) registry.registerPath(operationOf(route, statuses))
  registry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token made in the office',
  })
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'etal.session_token' })
  const document = described.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Étal', version, description },
    servers: [{ url: '/api/v1' }],
  })
  return JSON.parse(JSON.stringify(document))
}
