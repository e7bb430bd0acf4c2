import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { html } from 'hono/html'
import type { Server } from '#platform/http'
import { translate } from '#platform/i18n'
import { refusalStatuses } from './refusals.ts'

const viewerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const viewerFiles = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'])

/** The API's documentation at /api/docs, from files of our own: no other host is asked, no script is inline. */
export function mountDocs(server: Server): void {
  server.get('/api/docs', (c) => c.html(viewerPage))
  server.get('/api/docs/start.js', (c) =>
    c.body(startScript, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  )
  server.get('/api/docs/refusals', (c) => c.html(refusalsPage()))
  server.get('/api/docs/:file', async (c, next) => {
    const file = c.req.param('file')
    if (!viewerFiles.has(file)) return c.notFound()
    return serveStatic({ root: viewerFolder, rewriteRequestPath: () => file })(c, next)
  })
}

const viewerPage = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Étal – REST API</title>
    <link rel="icon" href="/api/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>`

const startScript = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null })\n`

/** Where \`type\` of every problem leads: each code with its status and its sentence in both languages. */
const refusalsPage = () => html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Étal – refusals</title></head>
  <body>
    <h1>Refusals</h1>
    <table>
      <thead><tr><th>code</th><th>status</th><th>English</th><th>français</th></tr></thead>
      <tbody>
        ${Object.entries(refusalStatuses)
          .toSorted(([a], [b]) => a.localeCompare(b))
          .map(
            ([code, status]) => html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td>
              <td>${translate('en', `refusals:${code}`)}</td><td>${translate('fr', `refusals:${code}`)}</td></tr>`,
          )}
      </tbody>
    </table>
  </body>
</html>`
