import { z } from '@hono/zod-openapi'
import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { createRateLimiter, idSchema, rawRoute } from '#platform/http'
import { receivePush } from './receive-push.ts'

/** A busy account pushes some a minute, after an outage all at once; a flood is told to come later. */
const takeTurn = createRateLimiter({ perMinute: 600, burst: 300 })
const bodyBytesMax = 1_000_000

const params = z.object({ channel: z.string().max(40), accountId: idSchema<AccountId>('Account') })

type HookInput = { readonly params: z.output<typeof params>; readonly raw: Request }

async function handle(cx: Cx, { params: { channel, accountId }, raw }: HookInput): Promise<Response> {
  takeTurn(accountId)
  const push = {
    channel,
    accountId,
    method: raw.method === 'GET' ? ('GET' as const) : ('POST' as const),
    query: Object.fromEntries(new URL(raw.url).searchParams),
    headers: raw.headers,
    body: await raw.text(),
  }
  const { status, body, contentType } = await receivePush(cx, push)
  return new Response(body, { status, headers: { 'content-type': contentType } })
}

const common = {
  path: '/hooks/:channel/:accountId',
  permission: 'public',
  tags: ['channels'],
  params,
  produces: 'text/plain',
  bodyBytesMax,
  handle,
} as const

const createPush = rawRoute({
  ...common,
  method: 'post',
  summary: 'Where a marketplace pushes; what it signed is kept, everything else answers 401',
  refusals: ['request.too-large', 'request.too-many'],
})

const readChallenge = rawRoute({
  ...common,
  method: 'get',
  summary: 'Where a marketplace tests that the address is ours',
  refusals: ['request.too-many'],
})

export const hookRoutes = [createPush, readChallenge]
