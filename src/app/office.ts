import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, MiddlewareHandler } from 'hono'
import type { EdgeEnv, Server } from '#platform/http'

const builtOffice = join(import.meta.dirname, '../../dist/office')
const noncePlaceholder = '__CSP_NONCE__'

type Built = { readonly page: string; readonly files: MiddlewareHandler }

/** The office: built files, and its one page for every other address below /office. */
export function mountOffice(server: Server, folder = builtOffice): void {
  let built: Built | undefined
  const findBuilt = (): Built | undefined => {
    built ??= readBuilt(folder)
    return built
  }
  const answerPage = (c: Context<EdgeEnv>): Response => {
    const page = findBuilt()?.page
    if (page === undefined) return c.text('The office is not built yet: npm run build\n', 503)
    c.header('cache-control', 'no-store')
    return c.html(page.replaceAll(noncePlaceholder, c.var.nonce))
  }
  server.get('/office', answerPage)
  // The page itself must not leave by the file server: its nonce would not be filled in.
  server.get('/office/', answerPage)
  server.get('/office/index.html', answerPage)
  server.use('/office/*', async (c, next) => findBuilt()?.files(c, next) ?? next())
  server.get('/office/*', (c) => (/\.\w+$/.test(c.req.path) ? c.notFound() : answerPage(c)))
}

/** Undefined until the build has finished, which may be after the server has started. */
function readBuilt(folder: string): Built | undefined {
  const pagePath = join(folder, 'index.html')
  if (!existsSync(pagePath)) return undefined
  const files = serveStatic({
    root: folder,
    precompressed: true,
    rewriteRequestPath: (path) => path.slice('/office'.length),
    onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
  })
  return { page: readFileSync(pagePath, 'utf8'), files }
}
