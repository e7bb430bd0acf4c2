import { createServer as createNodeServer } from 'node:http'
import { createServer, type Server } from '#platform/http'
import type { App } from './app.ts'
import { countAudience } from './audience.ts'
import { mountAuth } from './auth.ts'
import { mountDocs } from './docs.ts'
import { createFrontDoor } from './front-door.ts'
import { mountHealth } from './health.ts'
import { mountOffice } from './office.ts'
import { refusalStatuses } from './refusals.ts'
import { routes } from './routes.ts'
import { listenForPurges, mountShop, type ShopMemory } from './shop.ts'
import { version } from './version.ts'

/** Floods are refused; a busy shop, a fast integration and a family behind one address are not. */
const rateLimits = {
  known: { perMinute: 3000, burst: 1000 },
  strangerReads: { perMinute: 3000, burst: 1000 },
  strangerWrites: { perMinute: 1200, burst: 600 },
} as const

export type Web = ShopMemory & { readonly server: Server }

/** Everything Étal serves on its port, as one function from Request to Response. */
export function createWeb(app: App): Web {
  const server = createServer({
    newCx: app.newCx,
    routes,
    statuses: refusalStatuses,
    findActor: app.auth.actorFromRequest,
    publicUrl: app.config.publicUrl,
    version,
    trustedProxies: app.config.trustedProxies,
    observe: app.metrics.observeRequest,
    rateLimits: app.config.hasRateLimits ? rateLimits : undefined,
  })
  mountHealth(server, app)
  mountAuth(server, app)
  mountDocs(server)
  mountOffice(server)
  return { server, ...mountShop(server, app) }
}

/** What Node's HTTP server calls for each request. */
export const frontDoorOf = (app: App, { server, pageCache }: Web) =>
  createFrontDoor({ server, cache: pageCache, observe: app.metrics.observeRequest })

const stopTimeoutMs = 5000

/** Listens on the configured port until stopped; open requests are answered first. */
export async function startWeb(app: App): Promise<{ stop(): Promise<void> }> {
  const { port, host } = app.config
  const web = createWeb(app)
  const stopListening = await listenForPurges(app, web)
  const listening = Promise.withResolvers<void>()
  const audience = countAudience(app, frontDoorOf(app, web))
  const server = createNodeServer(audience.listener)
  server.once('error', listening.reject)
  server.listen(port, host, listening.resolve)
  await listening.promise
  return {
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const giveUp = setTimeout(() => server.closeAllConnections(), stopTimeoutMs)
      server.closeIdleConnections()
      await Promise.all([closed, stopListening()])
      await audience.stop()
      clearTimeout(giveUp)
    },
  }
}
