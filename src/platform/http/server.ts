import { OpenAPIHono, z } from '@hono/zod-openapi'
import { Refusal } from '#kernel/refusal'
import type { Actor, Cx } from '#platform/cx'
import { hasText, type Lang, translate } from '#platform/i18n'
import { admission } from './admission.ts'
import { describeRoutes } from './describe.ts'
import { type EdgeContext, type EdgeEnv, type RequestObserver, requestEdge } from './edge.ts'
import { createRateLimiter, type RateLimit } from './limits.ts'
import { type Mounting, mountRoutes } from './mount.ts'
import { problemOf, type RefusalStatuses } from './problem.ts'
import type { FieldFault } from './refusals.ts'
import type { AnyRoute } from './route.ts'
import { refuseCrossSite, security } from './security.ts'

export type ServerOptions = {
  readonly newCx: (actor?: Actor, requestId?: string) => Cx
  readonly routes: readonly AnyRoute[]
  readonly statuses: RefusalStatuses
  readonly findActor: Mounting['findActor']
  readonly publicUrl: string
  readonly version: string
  readonly trustedProxies: number
  readonly observe: RequestObserver
  /** Undefined: none, for benchmarks. */
  readonly rateLimits: RateLimits | undefined
}

type RateLimits = {
  readonly known: RateLimit
  readonly strangerWrites: RateLimit
  readonly strangerReads: RateLimit
}

export type Server = OpenAPIHono<EdgeEnv>

/** The web server with the whole REST API under /api/v1; pages and other addresses are added by the composition. */
export function createServer(options: ServerOptions): Server {
  const server: Server = new OpenAPIHono<EdgeEnv>({ defaultHook: refuseInvalid })
  server.use(
    requestEdge({ ...options, newCx: () => options.newCx() }),
    security(options.publicUrl),
    refuseCrossSite(options.publicUrl),
    admission(),
  )
  server.onError((error, c) => answerProblem(error, c, options))

  const api: Server = new OpenAPIHono<EdgeEnv>({ defaultHook: refuseInvalid })
  mountRoutes(api, options.routes, { ...options, limitRate: rateLimits(options) })
  const document = describeRoutes(options)
  api.get('/openapi.json', (c) => c.json(document))
  server.route('/api/v1', api)
  server.all('/api/v1/*', (c) => {
    throw new Refusal('request.not-found', { path: c.req.path })
  })
  return server
}

type Checked = { success: true } | { success: false; error: { issues: readonly z.core.$ZodIssue[] } }

const french = z.locales.fr().localeError
const english = z.locales.en().localeError

/** Bad input names every bad field in the caller's language; the library's raw error never leaves. */
function refuseInvalid(result: Checked, c: EdgeContext): void {
  if (result.success) return
  const fields: FieldFault[] = result.error.issues.map((issue) => ({
    field: issue.path.map(String).join('.') || '(body)',
    problem: problemOfField(issue, c.var.lang),
  }))
  throw new Refusal('request.invalid', { fields })
}

function problemOfField(issue: z.core.$ZodIssue, lang: Lang): string {
  const key = `problems:field.${issue.message}`
  if (hasText(lang, key)) return translate(lang, key)
  if (issue.code === 'custom') return issue.message
  const words = (lang === 'fr' ? french : english)(issue as z.core.$ZodRawIssue)
  return (typeof words === 'string' ? words : words?.message) ?? issue.message
}

function answerProblem(error: unknown, c: EdgeContext, options: ServerOptions): Response {
  const { lang, requestId, actor } = c.var
  const problem = problemOf(error, { lang, requestId, statuses: options.statuses })
  if (problem.status >= 500) options.newCx(actor, requestId).log.error({ err: error, requestId }, problem.code)
  const { retryAfterMs } = problem.data
  if (typeof retryAfterMs === 'number') c.header('retry-after', String(Math.ceil(retryAfterMs / 1000)))
  c.header('content-type', 'application/problem+json')
  return c.body(JSON.stringify(problem), problem.status)
}

function rateLimits({ rateLimits: limits }: ServerOptions): Mounting['limitRate'] {
  if (!limits) return () => {}
  const known = createRateLimiter(limits.known)
  const strangerWrites = createRateLimiter(limits.strangerWrites)
  const strangerReads = createRateLimiter(limits.strangerReads)
  return (actor, { ip, isWrite }) => {
    if (actor.id !== 'anonymous') return known(actor.id)
    return (isWrite ? strangerWrites : strangerReads)(ip)
  }
}
