import { type RouteConfig, z } from '@hono/zod-openapi'
import { invariant, type RefusalStatus } from '#kernel/refusal'
import type { RefusalStatuses } from './problem.ts'
import type { AnyRoute, Route } from './route.ts'
import { refusalSchema } from './schemas.ts'

/** The description of a route for OpenAPI; the same object tells the server what to validate. */
export function operationOf(route: AnyRoute, statuses: RefusalStatuses): RouteConfig {
  const { params, query } = route
  return {
    method: route.method,
    path: route.path.replaceAll(/:(\w+)/g, '{$1}'),
    summary: route.summary,
    operationId: operationId(route),
    tags: [...(route.tags ?? [route.path.split('/')[1] ?? ''])],
    ...(route.description === undefined ? {} : { description: route.description }),
    ...(route.permission === 'public' ? {} : { security: [{ token: [] }, { session: [] }] }),
    'x-permission': route.permission,
    'x-refusals': refusalsOf(route),
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...bodyOf(route),
    } as never,
    responses: { ...goodAnswer(route), ...refusalAnswers(route, statuses) },
  }
}

/** `POST /orders/:orderId/cancellation` → `postOrdersOrderIdCancellation`. */
const operationId = ({ method, path }: AnyRoute): string =>
  method + path.replaceAll(/[^a-z0-9]+([a-z0-9]?)/gi, (_match, letter: string) => letter.toUpperCase())

export function answersOf(route: Route): { status: number; schema: z.ZodType } {
  const [answer, ...others] = Object.entries(route.answers)
  invariant(answer?.[1] && others.length === 0, `${route.method} ${route.path} has exactly one good answer`)
  return { status: Number(answer[0]), schema: answer[1] }
}

const json = (schema: z.ZodType) => ({ 'application/json': { schema } })

function bodyOf(route: AnyRoute) {
  if (route.kind === 'json') return route.body ? { body: { content: json(route.body), required: true } } : {}
  // Uploads are streamed by their handler; a plain JSON schema keeps the library from reading the form first.
  return route.form ? { body: { content: { 'multipart/form-data': { schema: formSchema(route.form) } } } } : {}
}

const formSchema = (form: z.ZodType) => z.toJSONSchema(form, { unrepresentable: 'any', io: 'input' }) as never

function goodAnswer(route: AnyRoute): RouteConfig['responses'] {
  if (route.kind === 'raw') {
    const schema = route.answer ?? z.string().openapi({ format: 'binary' })
    return { 200: { description: 'Done', content: { [route.produces]: { schema } } } }
  }
  const { status, schema } = answersOf(route)
  return { [status]: status === 204 ? { description: 'Done' } : { description: 'Done', content: json(schema) } }
}

function refusalsOf(route: AnyRoute): string[] {
  const signedIn = route.permission === 'public' ? [] : ['request.not-signed-in', 'request.not-allowed']
  const hasInput = route.params || route.query || (route.kind === 'json' ? route.body : route.form)
  return [...(route.refusals ?? []), ...(hasInput ? ['request.invalid'] : []), ...signedIn]
}

/** One answer per status, naming its codes: the code is what a client should look at. */
function refusalAnswers(route: AnyRoute, statuses: RefusalStatuses): RouteConfig['responses'] {
  const byStatus = new Map<RefusalStatus, string[]>()
  for (const code of refusalsOf(route)) {
    const status = statuses[code] ?? 422
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: refusalSchema } },
      },
    ]),
  )
}
