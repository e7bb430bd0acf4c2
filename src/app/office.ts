import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context } from 'hono'
import type { EdgeEnv, Server } from '#platform/http'

const builtOffice = join(import.meta.dirname, '../../dist/office')
const noncePlaceholder = '__CSP_NONCE__'

/** The office: built files, and its one page for every other address below /office. */
export function mountOffice(server: Server, folder = builtOffice): void {
  const page = lazily(() => readFileSync(join(folder, 'index.html'), 'utf8'))
  const answerPage = (c: Context<EdgeEnv>): Response => {
    const html = page()
    if (html === undefined) return c.text('The office is not built yet: npm run build\n', 503)
    c.header('cache-control', 'no-store')
    return c.html(html.replaceAll(noncePlaceholder, c.var.nonce))
  }
  server.get('/office', answerPage)
  // The page itself must not leave by the file server: its nonce would not be filled in.
  server.get('/office/index.html', answerPage)
  server.use(
    '/office/*',
    serveStatic({
      root: folder,
      precompressed: true,
      rewriteRequestPath: (path) => path.slice('/office'.length),
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  )
  server.get('/office/*', (c) => (/\.\w+$/.test(c.req.path) ? c.notFound() : answerPage(c)))
}

/** Reads once it exists: the build may finish after the server has started. */
function lazily(read: () => string): () => string | undefined {
  let text: string | undefined
  return () => {
    try {
      text ??= read()
    } catch {
      return undefined
    }
    return text
  }
}
