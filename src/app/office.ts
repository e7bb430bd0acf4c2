import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, MiddlewareHandler } from 'hono'
import type { EdgeEnv, Server } from '#platform/http'

const builtOffice = join(import.meta.dirname, '../../dist/office')
const noncePlaceholder = '__CSP_NONCE__'

/** The office: built files, and its one page for every other address below /office. */
export function mountOffice(server: Server, folder = builtOffice): void {
  const findPage = pageOf(join(folder, 'index.html'))
  const answerPage = (c: Context<EdgeEnv>): Response => {
    const page = findPage()
    if (page === undefined) return c.text('The office is not built yet: npm run build\n', 503)
    c.header('cache-control', 'no-store')
    return c.html(page.replaceAll(noncePlaceholder, c.var.nonce))
  }
  server.get('/office', answerPage)
  // The page itself must not leave by the file server: its nonce would not be filled in.
  server.get('/office/', answerPage)
  server.get('/office/index.html', answerPage)
  let files: MiddlewareHandler | undefined
  server.use('/office/*', async (c, next) => {
    // The file server complains about a folder that the first build has not made yet.
    if (files === undefined && findPage() !== undefined) files = filesOf(folder)
    return files ? files(c, next) : next()
  })
  server.get('/office/*', (c) => (/\.\w+$/.test(c.req.path) ? c.notFound() : answerPage(c)))
}

const filesOf = (root: string): MiddlewareHandler =>
  serveStatic({
    root,
    precompressed: true,
    rewriteRequestPath: (path) => path.slice('/office'.length),
    onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
  })

/**
 * The built page, undefined until the first build has finished. A build while the server runs gives the assets other names, so the page
 * is read again when its file has changed; that costs one stat per visit.
 */
function pageOf(path: string): () => string | undefined {
  let known: { readonly page: string; readonly changedMs: number } | undefined
  return () => {
    const changedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    // Missing for the moment a build takes to write it: the page of before will do.
    if (changedMs !== undefined && changedMs !== known?.changedMs) {
      known = { page: readFileSync(path, 'utf8'), changedMs }
    }
    return known?.page
  }
}
