import { type Context, Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { refusePresta } from './refusal.ts'
import { imageIds } from './render.ts'
import { findRow } from './row-store.ts'
import { cdata, page } from './xml.ts'

const bytesMax = 8_000_000
/** First bytes of JPEG, PNG, GIF and WEBP, in hexadecimal. */
const signatures = ['ffd8ff', '89504e47', '474946', '52494646']

/** Pictures of products only; sizes are the shop's affair. */
export function images(machine: Machine): Hono {
  const app = new Hono()
  const xml = (c: Context, content: string, status: 200 | 201 = 200) =>
    c.body(page(content), status, { 'Content-Type': 'text/xml;charset=utf-8' })

  app.get('/products/:id{\\d+}', (c) => {
    const ids = imageIds(machine, productOf(machine, c))
    if (ids.length === 0) return c.body(null, 404)
    const declinations = ids.map((id) => `<declination id="${id}"/>`).join('')
    return xml(c, `<image id="${c.req.param('id')}">${declinations}</image>`)
  })

  app.post('/products/:id{\\d+}', async (c) => {
    const productId = productOf(machine, c)
    const file = c.req.header('content-type')?.startsWith('multipart/form-data')
      ? (await c.req.formData()).get('image')
      : null
    if (!(file instanceof File))
      return refusePresta(400, 76, 'Please set an "image" parameter with image data for value')
    if (file.size > bytesMax)
      refusePresta(400, 72, `The image size is too large (maximum allowed is ${bytesMax / 1000} KB)`)
    const start = Buffer.from(await file.slice(0, 4).arrayBuffer()).toString('hex')
    if (!signatures.some((signature) => start.startsWith(signature))) {
      refusePresta(
        400,
        73,
        'This image format is not recognized, allowed formats are: image/gif, image/jpg, image/jpeg, image/png',
      )
    }
    const id = machine.store.run(
      'insert into prestashop_images (product_id, bytes_count) values (?, ?)',
      productId,
      file.size,
    ).lastId
    return xml(
      c,
      `<image>\n<id>${cdata(String(id))}</id>\n<id_product>${cdata(String(productId))}</id_product>\n</image>`,
    )
  })

  app.delete('/products/:id{\\d+}/:image{\\d+}', (c) => {
    const done = machine.store.run(
      'delete from prestashop_images where product_id = ? and id = ?',
      Number(c.req.param('id')),
      Number(c.req.param('image')),
    )
    if (done.changes === 0) refusePresta(400, 55, `The image id ${c.req.param('image')} does not exist`)
    return c.body(null, 200)
  })
  return app
}

function productOf(machine: Machine, c: Context): number {
  const id = Number(c.req.param('id'))
  return findRow(machine, 'products', id) ? id : refusePresta(404, 49, 'This resource does not exist')
}
