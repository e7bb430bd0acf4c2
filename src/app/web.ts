import { serve } from '@hono/node-server'
import { createServer, type Server } from '#platform/http'
import type { App } from './app.ts'
import { mountAuth } from './auth.ts'
import { mountDocs } from './docs.ts'
import { mountHealth } from './health.ts'
import { mountOffice } from './office.ts'
import { refusalStatuses } from './refusals.ts'
import { routes } from './routes.ts'
import { version } from './version.ts'

/** Floods are refused; a busy shop, a fast integration and a family behind one address are not. */
const rateLimits = {
  known: { perMinute: 3000, burst: 1000 },
  strangerReads: { perMinute: 3000, burst: 1000 },
  strangerWrites: { perMinute: 1200, burst: 600 },
} as const

/** Everything Étal serves on its port, as one function from Request to Response. */
export function createWeb(app: App): Server {
  const server = createServer({
    newCx: app.newCx,
    routes,
    statuses: refusalStatuses,
    findActor: app.auth.actorFromRequest,
    publicUrl: app.config.publicUrl,
    version,
    trustedProxies: app.config.trustedProxies,
    observe: app.metrics.observeRequest,
    rateLimits,
  })
  mountHealth(server, app)
  mountAuth(server, app)
  mountDocs(server)
  mountOffice(server)
  return server
}

const stopTimeoutMs = 5000

/** Listens on the configured port until stopped; open requests are answered first. */
export async function startWeb(app: App): Promise<{ stop(): Promise<void> }> {
  const { port, host: hostname } = app.config
  const web = createWeb(app)
  const listening = Promise.withResolvers<void>()
  const server = serve({ fetch: web.fetch, port, hostname }, () => listening.resolve())
  server.once('error', listening.reject)
  await listening.promise
  return {
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const giveUp = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), stopTimeoutMs)
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      await closed
      clearTimeout(giveUp)
    },
  }
}
