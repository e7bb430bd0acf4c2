import { serve } from '@hono/node-server'
import { createApp } from '#app/app'
import { subscriptions } from '#app/background'
import { connectMigrated } from '#app/connect'
import { createPaymentProviders } from '#app/payment-providers'
import { listenForPurges } from '#app/shop'
import { createWeb } from '#app/web'
import { startWorker } from '#app/worker'
import { ecbRates } from '#connectors/rates/ecb'
import { type RateSource, readRates } from '#modules/currencies'
import { readConfig } from '#platform/config'
import type { Cx, Outside } from '#platform/cx'
import { createDiskFiles } from '#platform/files'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { dispatchOutbox } from '#platform/outbox'
import { createSandbox } from '#sandbox/server'
import { scratchFolder } from './scratch.ts'

export type WholeShop = { readonly address: string; readonly dataDir: string; readonly cx: Cx; close(): Promise<void> }

export type WholeShopOptions = {
  /** Brings the goods in, before the shop opens. */
  readonly fill: (cx: Cx) => Promise<unknown>
  readonly connectors?: Outside['connectors']
}

/** The whole product in this process, web and worker, on an embedded database and a port of its own. */
export async function openWholeShop({ fill, connectors = {} }: WholeShopOptions): Promise<WholeShop> {
  const closers: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    for (const closeOne of closers.toReversed()) await closeOne()
  }
  const scratch = await scratchFolder('shop')
  closers.push(() => scratch.remove())
  const opening = Promise.withResolvers<ReturnType<typeof createWeb>['server']>()
  const { port, close: closeServer } = await listenAnywhere(async (...call) => (await opening.promise).fetch(...call))
  const address = `http://127.0.0.1:${port}`
  const config = readConfig({
    ETAL_DATA_DIR: scratch.folder,
    ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough',
    PUBLIC_URL: address,
  })
  const connection = await connectMigrated({ config, log: silentLog })
  closers.push(() => connection.close())
  const sandbox = createSandbox({ store: ':memory:', now: () => new Date() })
  closers.push(() => sandbox.close())
  const standIns = await listenAnywhere(sandbox.app.fetch)
  closers.push(standIns.close)
  const outside = {
    files: createDiskFiles(scratch.folder),
    mailer: undefined,
    publicUrl: address,
    paymentProviders: createPaymentProviders(
      (system) => createHttpClient({ system, log: silentLog }),
      `http://127.0.0.1:${standIns.port}`,
    ),
    connectors,
    rates: ofOneDay(
      ecbRates({
        http: createHttpClient({ system: 'ecb', log: silentLog }),
        url: `http://127.0.0.1:${standIns.port}/ecb/stats/eurofxref/eurofxref-daily.xml`,
      }),
    ),
  }
  const app = createApp({ config, database: connection.database, log: silentLog, outside })
  await fill(app.newCx())
  await readRates(app.newCx())
  while ((await dispatchOutbox(app.newCx(), subscriptions)).dispatched > 0);
  const web = createWeb(app)
  closers.push(await listenForPurges(app, web))
  const worker = await startWorker(app)
  closers.push(() => worker.stop())
  opening.resolve(web.server)
  closers.push(closeServer)
  return { address, dataDir: scratch.folder, cx: app.newCx(), close }
}

/** The file of the first look, however late in the day a test still runs: no new rates purge pages in the middle of it. */
function ofOneDay({ address, read }: RateSource): RateSource {
  let first: ReturnType<typeof read> | undefined
  return {
    address,
    read() {
      first ??= read()
      return first
    },
  }
}

type Listening = { readonly port: number; close(): Promise<void> }

export async function listenAnywhere(fetch: Parameters<typeof serve>[0]['fetch']): Promise<Listening> {
  const listening = Promise.withResolvers<number>()
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => listening.resolve(port))
  return {
    port: await listening.promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
