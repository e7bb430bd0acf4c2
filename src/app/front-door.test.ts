import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createFrontDoor } from './front-door.ts'
import { createPageCache } from './page-cache.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A chain that answers from the cache with headers of its own, and says how often it was asked. */
async function openDoor() {
  const cache = createPageCache({ bytesMax: 1_000_000, nowMs: () => 0 })
  const chain = { calls: 0 }
  const fetch = async (request: Request): Promise<Response> => {
    chain.calls += 1
    const { pathname } = new URL(request.url)
    const page = await cache.find(pathname, async () => ({ status: 200, html: 'a page', tags: new Set(['list']) }))
    return new Response(await page.bytesAs('identity'), {
      headers: {
        etag: page.etag,
        'content-type': 'text/html',
        'content-security-policy': 'strict',
        'x-request-id': 'first',
      },
    })
  }
  const seen: number[] = []
  const server = createServer(createFrontDoor({ server: { fetch }, cache, observe: ({ status }) => seen.push(status) }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const get = (path: string, headers: Record<string, string> = {}) =>
    globalThis.fetch(`http://127.0.0.1:${address.port}${path}`, {
      headers: { 'accept-encoding': 'identity', connection: 'close', ...headers },
    })
  return { cache, chain, seen, get }
}

test('a cached page leaves with the headers of its first answer, without the chain', async () => {
  const { chain, get, seen } = await openDoor()
  await get('/')
  const again = await get('/')
  expect(await again.text()).toBe('a page')
  expect(again.headers.get('content-security-policy')).toBe('strict')
  expect(again.headers.get('x-request-id')).not.toBe('first')
  expect(chain.calls).toBe(1)
  expect(seen).toEqual([200])

  const known = await get('/', { 'if-none-match': again.headers.get('etag') ?? '' })
  expect([known.status, await known.text()]).toEqual([304, ''])
  expect(chain.calls).toBe(1)
})

test('a buyer with a cart, another address and a purged page go through the chain', async () => {
  const { cache, chain, get } = await openDoor()
  await get('/')
  await get('/', { cookie: 'etal_cart=1' })
  await get('/?faute=cart.taken')
  expect(chain.calls).toBe(3)
  cache.forget(['list'])
  await get('/')
  expect(chain.calls).toBe(4)
})
