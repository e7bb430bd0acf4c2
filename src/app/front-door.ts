import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import type { RequestObserver, Server } from '#platform/http'
import { type CachedPage, encodingFor, type PageCache } from './page-cache.ts'
import { hasPersonalCookie } from './personal-cookies.ts'

type Options = {
  readonly server: Pick<Server, 'fetch'>
  readonly cache: PageCache
  readonly observe: RequestObserver
}

type Headers = Readonly<Record<string, string>>

/** Made for each answer anew, never kept. */
const ownHeaders = new Set(['x-request-id', 'content-encoding', 'content-length', 'date', 'connection'])

/**
 * Answers a cached page before anything else is done for the request: bytes and headers are ready, as the whole chain made
 * them for the first reader of this very page. Everything else goes through the chain.
 */
export function createFrontDoor({ server, cache, observe }: Options) {
  const headersOf = new WeakMap<CachedPage, Headers>()

  const throughTheChain = async (request: Request, env: HttpBindings | Http2Bindings): Promise<Response> => {
    const response = await server.fetch(request, env)
    const page = cache.peek(addressOf(request.url))
    if (page && response.status === page.status && response.headers.get('etag') === page.etag && !headersOf.has(page))
      headersOf.set(page, Object.fromEntries([...response.headers].filter(([name]) => !ownHeaders.has(name))))
    return response
  }
  const listener = getRequestListener(throughTheChain)

  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const page =
      incoming.method === 'GET' && !hasPersonalCookie(incoming.headers.cookie)
        ? cache.peek(incoming.url ?? '')
        : undefined
    const headers = page && headersOf.get(page)
    if (page && headers && answer({ page, headers, incoming, outgoing }))
      observe({ ...hit, status: outgoing.statusCode })
    else void listener(incoming, outgoing)
  }
}

const hit = { method: 'GET', route: 'page-cache', durationMs: 0 }

const addressOf = (url: string): string => url.slice(url.indexOf('/', url.indexOf('//') + 2))

type Hit = {
  readonly page: CachedPage
  readonly headers: Headers
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

/** False when the page has no bytes in the reader's encoding yet. */
function answer({ page, headers, incoming, outgoing }: Hit): boolean {
  const requestId = randomUUID()
  if (incoming.headers['if-none-match'] === page.etag) {
    const { 'content-type': _, ...rest } = headers
    outgoing.writeHead(304, { ...rest, 'x-request-id': requestId }).end()
    return true
  }
  const encoding = encodingFor(incoming.headers['accept-encoding']?.toString())
  const bytes = page.bytesAs(encoding)
  if (bytes instanceof Promise) return false
  const ready: Record<string, string | number> = {
    ...headers,
    'x-request-id': requestId,
    'content-length': bytes.length,
  }
  if (encoding !== 'identity') ready['content-encoding'] = encoding
  outgoing.writeHead(page.status, ready)
  outgoing.end(bytes)
  return true
}
