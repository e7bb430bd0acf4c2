import sharp from 'sharp'
import { isId, type ProductId, toId } from '#kernel/ids'
import { covers, findProductName } from '#modules/catalog'
import { findCss } from '#modules/theme'
import type { Server } from '#platform/http'
import type { App } from './app.ts'

const forEver = 'public, max-age=31536000, immutable'
/** A cover is drawn from artist and title, which a correction may change. */
const oneDay = 'public, max-age=86400'

/** Pictures: photos from the file store, covers drawn from words, the shop's icon. */
export function mountShopFiles(server: Server, app: App): void {
  server.get('/covers/:file{[0-9a-f-]{36}\\.svg}', async (c) => {
    const id = c.req.param('file').slice(0, -'.svg'.length)
    const product = isId(id) ? await findProductName(app.newCx(), toId<ProductId>(id)) : undefined
    if (!product) return c.notFound()
    return c.body(covers.draw({ ...product, seed: id }), 200, {
      'content-type': 'image/svg+xml',
      'cache-control': oneDay,
    })
  })
  server.get('/covers/:file{[0-9a-f-]{36}\\.jpg}', async (c) => {
    const id = c.req.param('file').slice(0, -'.jpg'.length)
    const product = isId(id) ? await findProductName(app.newCx(), toId<ProductId>(id)) : undefined
    if (!product) return c.notFound()
    const bytes = await covers.jpeg(app.newCx(), { ...product, seed: id })
    return c.body(bytes, 200, { 'content-type': 'image/jpeg', 'cache-control': oneDay })
  })
  // Marketplaces that fetch their pictures are told a cover by its key, after it was drawn.
  server.get('/covers/:file{[0-9a-f]{32}\\.jpg}', async (c) => {
    const file = await app.outside.files.get(`covers/${c.req.param('file')}`)
    if (!file) return c.notFound()
    return c.body(file.bytes, 200, { 'content-type': file.contentType, 'cache-control': forEver })
  })
  server.get('/photos/:key{[a-z0-9][a-z0-9._/-]*}', async (c) => {
    const file = await app.outside.files.get(`photos/${c.req.param('key').replace(/^photos\//, '')}`)
    if (!file) return c.notFound()
    return c.body(file.bytes, 200, { 'content-type': file.contentType, 'cache-control': forEver })
  })
  server.get('/theme/:file{[0-9a-f]{20}\\.css}', async (c) => {
    const css = await findCss(app.newCx(), c.req.param('file').slice(0, -'.css'.length))
    if (css === undefined) return c.notFound()
    return c.body(css, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': forEver })
  })
  server.get('/shop-icon.png', async (c) =>
    c.body(await iconPng(), 200, { 'content-type': 'image/png', 'cache-control': oneDay }),
  )
  server.get('/shop-icon.svg', (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': oneDay }))
}

let drawnIcon: Promise<Uint8Array<ArrayBuffer>> | undefined
/** For readers of no SVG: phones that keep the shop on their screen, and search engines, which want 112 pixels or more. */
function iconPng(): Promise<Uint8Array<ArrayBuffer>> {
  drawnIcon ??= sharp(Buffer.from(icon), { density: 72 * 16 })
    .resize(512, 512)
    .png()
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes))
  return drawnIcon
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#C93A24" d="M0 0h8v14a4 4 0 0 1-8 0zM16 0h8v14a4 4 0 0 1-8 0z"/><path fill="#FFF6E6" d="M8 0h8v14a4 4 0 0 1-8 0zM24 0h8v14a4 4 0 0 1-8 0z"/><circle cx="16" cy="23" r="9" fill="#1A1613"/><circle cx="16" cy="23" r="3" fill="#E0A92E"/></svg>'
