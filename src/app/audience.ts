import type { IncomingMessage, ServerResponse } from 'node:http'
import { createAudienceCounter } from '#modules/audience'
import type { App } from './app.ts'

const writtenEveryMs = 10_000

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** Counts every answered page behind `listener`, the cached ones too, and writes the counts now and then. */
export function countAudience(app: App, listener: Listener): { listener: Listener; stop(): Promise<void> } {
  const counter = createAudienceCounter()
  const write = (): Promise<void> =>
    counter.flush(app.newCx()).catch((error: unknown) => app.log.warn({ err: error }, 'looks were not counted'))
  const timer = setInterval(() => void write(), writtenEveryMs)
  timer.unref()
  return {
    listener(incoming, outgoing) {
      if (incoming.method === 'GET') {
        const request = readOf(incoming)
        outgoing.once('finish', () => counter.observe({ ...request, status: outgoing.statusCode }))
      }
      listener(incoming, outgoing)
    },
    async stop() {
      clearInterval(timer)
      await write()
    },
  }
}

const readOf = ({ method = '', url = '', headers }: IncomingMessage) => ({
  method,
  url,
  userAgent: headers['user-agent'] ?? '',
  referer: headers.referer ?? '',
  cookie: headers.cookie ?? '',
  purpose: [headers['sec-purpose'], headers.purpose].join(' '),
  privacy: String(headers['sec-gpc'] ?? ''),
})
