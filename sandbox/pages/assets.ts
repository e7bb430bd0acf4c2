import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const files = {
  'sandbox.css': 'text/css; charset=utf-8',
  'market.js': 'text/javascript; charset=utf-8',
} as const

/** The pages' own style and script: real files, so that the pages need no inline code. */
export function assets(): Hono {
  const app = new Hono()
  for (const [name, type] of Object.entries(files)) {
    const text = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')
    app.get(`/${name}`, (c) => c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }))
  }
  return app
}
