import { getCookie } from 'hono/cookie'
import { choiceCookie, consentState, offeredTrackers, startScript } from '#modules/consent'
import type { Server } from '#platform/http'
import type { App } from './app.ts'

/** The script that starts the trackers a reader has accepted; for everybody else an empty one. Pages name it only then. */
export function mountShopTrackers(server: Server, app: App): void {
  server.get('/trackers.js', async (c) => {
    const { allowed } = consentState(await offeredTrackers(app.newCx()), getCookie(c, choiceCookie))
    return c.body(startScript(allowed), 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, no-store',
    })
  })
}
