import { Hono } from 'hono'
import type { Vendor } from '#sandbox/machine'

/** A third party's tracker; it exists to be noticed. */
export const tracker: Vendor = {
  name: 'tracker',
  settings: {},
  schema: '',
  routes,
  errorBody: (status, message) => ({ error: message, status }),
  expireTokens: () => undefined,
}

function routes(): Hono {
  // What a third party would know; it lives as long as its machine.
  const asked = { tags: 0, hits: 0 }
  const app = new Hono()
  app.get('/tag.js', (c) => {
    asked.tags += 1
    const { origin } = new URL(c.req.url)
    return c.body(`fetch(${JSON.stringify(`${origin}/tracker/hit`)},{mode:'no-cors'})`, 200, {
      'content-type': 'text/javascript',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'cross-origin',
    })
  })
  app.get('/hit', (c) => {
    asked.hits += 1
    return c.body(null, 204, { 'access-control-allow-origin': '*' })
  })
  app.get('/hits', (c) => c.json(asked))
  return app
}
