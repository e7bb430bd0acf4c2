import { timingSafeEqual } from 'node:crypto'
import { pendingMigrations, sql } from '#platform/db'
import type { Server } from '#platform/http'
import type { App } from './app.ts'
import { version } from './version.ts'

/** /healthz: the process runs. /readyz: it can serve. /metrics: for Prometheus on this machine or with the token. */
export function mountHealth(server: Server, app: App): void {
  server.get('/healthz', (c) => c.json({ status: 'ok', version }))
  server.get('/readyz', async (c) => {
    const reasons = await whyNotReady(app)
    return c.json({ status: reasons.length === 0 ? 'ready' : 'not-ready', reasons }, reasons.length === 0 ? 200 : 503)
  })
  server.get('/metrics', async (c) => {
    if (!mayReadMetrics(app, c.var.ip, c.req.header('authorization'))) return c.text('not allowed\n', 403)
    return c.body(await app.metrics.text(), 200, { 'content-type': app.metrics.contentType })
  })
}

async function whyNotReady({ database, log }: App): Promise<string[]> {
  try {
    await sql`select 1`.execute(database.db)
    const pending = await pendingMigrations(database)
    return pending.length === 0 ? [] : [`migrations not applied: ${pending.join(', ')}`]
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return ['the database does not answer']
  }
}

function mayReadMetrics({ config }: App, ip: string, authorization = ''): boolean {
  if (config.metricsToken === undefined) return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(ip)
  const given = Buffer.from(authorization)
  const wanted = Buffer.from(`Bearer ${config.metricsToken}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
