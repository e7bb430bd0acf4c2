import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { readConfig } from '#platform/config'
import { createLog } from '#platform/log'
import { pumpDeliveries } from '#sandbox/deliveries'
import { seeded } from '#sandbox/machine'
import { addWebhook } from '#sandbox/paypal'
import { createSandbox, vendors } from '#sandbox/server'
import { addEndpoint } from '#sandbox/stripe'

/** Near a real marketplace's answer time, short enough for a demo. */
const latencyMs = 40
/** How long a vendor waits for a seller's address while it is registered. */
const reachMsMax = 5_000

const config = readConfig(process.env)
const log = createLog(config)
mkdirSync(config.dataDir, { recursive: true })
const reach = (request: Request): Promise<Response> => fetch(request, { signal: AbortSignal.timeout(reachMsMax) })
const sandbox = createSandbox({
  store: join(config.dataDir, 'sandbox.sqlite'),
  now: () => new Date(),
  random: seeded(Date.now()),
  latencyMs,
  reach,
})

// What a merchant enters in the providers' dashboards: where their events go.
const hooks = `${config.publicUrl}/api/v1/payment-hooks`
addEndpoint(sandbox.machine, { url: `${hooks}/stripe`, secret: 'whsec_sandbox' })
addWebhook(sandbox.machine, { id: 'SANDBOXWEBHOOK1', url: `${hooks}/paypal` })

const server = serve({ fetch: sandbox.app.fetch, port: config.sandboxPort, hostname: config.host }, ({ port }) =>
  log.info({ port }, 'sandbox marketplaces listen'),
)

const pump = pumpDeliveries(sandbox.machine, vendors, reach)

// 'disconnect': the supervisor has died.
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
  process.once(signal, () => {
    server.close(() => void pump.stop().then(() => sandbox.close()))
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
