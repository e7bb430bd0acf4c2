import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import type { EbayEnv } from './access.ts'
import { refuseEbay } from './errors.ts'

const domain = 'API_MEDIA'
const bytesMax = 12_000_000
const keptDays = 30

/** First bytes of JPEG, PNG, GIF, WEBP (RIFF), BMP and TIFF, in hexadecimal. */
const signatures = ['ffd8ff', '89504e47', '474946', '52494646', '424d', '49492a00', '4d4d002a']

/** https://developer.ebay.com/api-docs/commerce/media/resources/image/methods/createImageFromFile */
export function media(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()

  app.post('/image/create_image_from_file', async (c) => {
    if (!c.req.header('content-type')?.startsWith('multipart/form-data')) {
      refuseEbay(415, domain, [190200, 'The Content-Type must be multipart/form-data.'])
    }
    const file = (await c.req.formData()).get('image')
    if (!(file instanceof File)) return refuseEbay(400, domain, [190201, 'The form-data field image is missing.'])
    await checkImage(file)
    const id = imageId(machine)
    const expirationDate = new Date(machine.now().getTime() + keptDays * 86_400_000).toISOString()
    const imageUrl = `https://i.ebayimg.com/00/s/MTYwMFgxNjAw/z/${id}/$_57.JPG`
    machine.store.run('insert into ebay_images (id, url, expires_at) values (?, ?, ?)', id, imageUrl, expirationDate)
    c.header('Location', `${c.get('base')}/commerce/media/v1_beta/image/${id}`)
    return c.json({ imageUrl, expirationDate }, 201)
  })

  app.get('/image/:id', (c) => {
    const row = machine.store.get('select url, expires_at from ebay_images where id = ?', c.req.param('id'))
    if (!row) return refuseEbay(404, domain, [190202, 'The image was not found.'])
    return c.json({ imageUrl: String(row.url), expirationDate: String(row.expires_at) })
  })
  return app
}

async function checkImage(file: File): Promise<void> {
  if (file.size > bytesMax) refuseEbay(400, domain, [190203, 'The image is larger than 12 MB.'])
  const start = Buffer.from(await file.slice(0, 4).arrayBuffer()).toString('hex')
  if (!signatures.some((signature) => start.startsWith(signature))) {
    refuseEbay(400, domain, [190204, 'The file is not an image of a supported format.'])
  }
}

const imageId = ({ random }: Machine): string =>
  Array.from({ length: 16 }, () => Math.floor(random() * 36).toString(36)).join('')
