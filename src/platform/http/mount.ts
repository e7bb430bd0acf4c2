import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { Refusal, refuse } from '#kernel/refusal'
import type { Actor, Cx } from '#platform/cx'
import type { Json } from '#platform/secrets'
import { limitBody } from './body-limit.ts'
import { type EdgeContext, type EdgeEnv, factsOf } from './edge.ts'
import { type KeptAnswer, keepAnswer } from './kept-answers.ts'
import { answersOf, operationOf } from './operation.ts'
import type { RefusalStatuses } from './problem.ts'
import type { AnyRoute, RawRoute, Route } from './route.ts'

export type Mounting = {
  readonly newCx: (actor: Actor, requestId: string) => Cx
  readonly findActor: (cx: Cx, request: Request) => Promise<Actor | undefined>
  /** Refuses when this caller sends too much. */
  readonly limitRate: (actor: Actor, facts: { ip: string; isWrite: boolean }) => void
  readonly statuses: RefusalStatuses
}

const bodyBytesMaxDefault = 1_000_000

/** Mounts every route: body limit, then who is asking, then permission, then the input, then the handler. */
export function mountRoutes(api: OpenAPIHono<EdgeEnv>, routes: readonly AnyRoute[], mounting: Mounting): void {
  for (const route of routes) {
    const limit = limitBody(route.bodyBytesMax ?? bodyBytesMaxDefault)
    const guard = async (c: EdgeContext, next: () => Promise<void>): Promise<void> => {
      await admit(c, route, mounting)
      await next()
    }
    const operation = createRoute({ ...operationOf(route, mounting.statuses), middleware: [limit, guard] })
    // The library derives handler types from a literal route; ours is data, and its types were checked by `route`.
    api.openapi(operation, ((c: EdgeContext) => handlerOf(route)(c, route, mounting)) as never)
  }
}

const handlerOf = (route: AnyRoute) =>
  (route.kind === 'json' ? answerJson : answerRaw) as (
    c: EdgeContext,
    route: AnyRoute,
    mounting: Mounting,
  ) => Promise<Response>

async function admit(c: EdgeContext, route: AnyRoute, mounting: Mounting): Promise<void> {
  const cx = mounting.newCx(c.var.actor, c.var.requestId)
  const actor = await mounting.findActor(cx, c.req.raw)
  if (actor) c.set('actor', actor)
  mounting.limitRate(c.var.actor, { ip: c.var.ip, isWrite: route.method !== 'get' })
  if (route.permission === 'public') return
  if (!actor) refuse('request.not-signed-in', {})
  if (!isAllowed(actor, route.permission)) refuse('request.not-allowed', { permission: route.permission })
}

/** `orders:*` allows everything in that area, `*` everything. */
export const isAllowed = ({ permissions }: Actor, permission: string): boolean =>
  permission === 'signed-in' ||
  permissions.has('*') ||
  permissions.has(permission) ||
  permissions.has(`${permission.split(':')[0]}:*`)

async function answerJson(c: EdgeContext, route: Route, mounting: Mounting): Promise<Response> {
  const cx = mounting.newCx(c.var.actor, c.var.requestId)
  const run = async (): Promise<KeptAnswer> => {
    const { status, schema } = answersOf(route)
    const answer = await route.handle(cx, inputOf(c))
    return { status, body: status === 204 ? null : jsonOf(schema.parse(answer)) }
  }
  const key = answerKeyOf(c, route)
  const { isRepeat, status, body } = key
    ? await keepAnswer(cx, { ...key, request: await c.req.text() }, run)
    : { ...(await run()), isRepeat: false }
  const headers = isRepeat ? { 'idempotent-replayed': 'true' } : undefined
  if (status === 204) return c.body(null, 204, headers)
  return c.json(body, { status, headers } as never)
}

const answerRaw = (c: EdgeContext, route: RawRoute, mounting: Mounting): Promise<Response> =>
  route.handle(mounting.newCx(c.var.actor, c.var.requestId), { ...inputOf(c), raw: c.req.raw })

/** The validators of the library have put the parsed parts here. */
const inputOf = (c: EdgeContext) => ({
  params: c.req.valid('param' as never),
  query: c.req.valid('query' as never),
  body: c.req.valid('json' as never),
  request: factsOf(c),
})

/** Dates become text here, so that a kept answer and a fresh one are the same. */
const jsonOf = (answer: unknown): Json => JSON.parse(JSON.stringify(answer))

/** Answers are kept for known callers only: the key of a stranger would be everybody's. */
function answerKeyOf(c: EdgeContext, route: Route): { scope: string; key: string } | undefined {
  const key = c.req.header('idempotency-key')
  if (route.method !== 'post' || route.keepsAnswers === false || key === undefined) return undefined
  if (key.length > 200)
    throw new Refusal('request.invalid', { fields: [{ field: 'Idempotency-Key', problem: 'too long' }] })
  return c.var.actor.id === 'anonymous' ? undefined : { scope: `${c.var.actor.id} ${c.req.path}`, key }
}
