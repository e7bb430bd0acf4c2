import { createServer } from 'node:http'
import { createApp } from '#app/app'
import { connectMigrated } from '#app/connect'
import { takePhotos } from '#app/demo/demo-photos'
import { loadDemo } from '#app/demo/load-demo'
import { listenForPurges } from '#app/shop'
import { createWeb, frontDoorOf } from '#app/web'
import { startWorker } from '#app/worker'
import { readConfig } from '#platform/config'
import { silentLog } from '#platform/log'
import { fillCatalogue } from './support/fill-catalogue.ts'

/** Child process of the pages and shop benches: the shop with its demo, or with BENCH_PRODUCTS records, and the same bytes from plain Node, each on a port. */
const config = readConfig(process.env)
const connection = await connectMigrated({ config, log: silentLog })
const app = createApp({ config, database: connection.database, log: silentLog })
const productsCount = Number(process.env.BENCH_PRODUCTS ?? 0)
if (productsCount > 0) await fillCatalogue(app.newCx(), productsCount)
else {
  await loadDemo(app.newCx())
  await takePhotos.run(app.newCx(), {})
}
const web = createWeb(app)
const stopListening = await listenForPurges(app, web)
const worker = await startWorker(app)
const shop = createServer(frontDoorOf(app, web))

const ready = new Map<string, Buffer>()
const plain = createServer((request, response) => {
  const body = ready.get(request.url ?? '')
  response.writeHead(body ? 200 : 404, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': body?.length ?? 0,
  })
  response.end(body)
})

process.on('message', (message: { path: string; html: string }) => {
  ready.set(message.path, Buffer.from(message.html))
  process.send?.({ kind: 'ready-to-serve' })
})
process.on('disconnect', async () => {
  await worker.stop()
  await stopListening()
  await connection.close()
  process.exit(0)
})

const portOf = (server: typeof shop): Promise<number | undefined> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? address?.port : undefined)
    })
  })

process.send?.({ kind: 'listening', shop: await portOf(shop), plain: await portOf(plain) })
