import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** Marks an answer that must not arrive as an answer. Only `breakFetch` and the socket see it, never a client. */
const brokenHeader = 'x-sandbox-broken'
type Breakage = 'reset' | 'hang'

/** Ends the exchange below HTTP: the socket dies at once, or stays silent until the client gives up. */
export function brokenAnswer(
  c: Context<{ Bindings: Partial<HttpBindings> }>,
  breakage: Breakage,
): Response | Promise<Response> {
  const socket = c.env?.outgoing?.socket
  if (!socket) return new Response(null, { status: 502, headers: { [brokenHeader]: breakage } })
  if (breakage === 'reset') socket.resetAndDestroy()
  return new Promise((resolve) => socket.once('close', () => resolve(new Response(null, { status: 502 }))))
}

/** Calls in-process what a network client would meet: a reset becomes a network error, silence lasts until the signal aborts. */
export const breakFetch =
  (answer: (request: Request) => Response | Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    const response = await answer(request)
    const breakage = response.headers.get(brokenHeader)
    if (breakage === 'reset') throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') })
    if (breakage === 'hang') return silence(request.signal)
    return response
  }

const silence = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
