import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { ListingPhoto, Rejection } from '#modules/channels'
import { contentOf, type PrestaClient, rejectionsOf } from './client.ts'
import type { Whole } from './products.ts'
import { thingsOf } from './xml.ts'

const withImages = z.object({
  associations: z
    .object({ images: thingsOf('image', z.object({ id: z.string() })) })
    .or(z.literal('').transform(() => ({ images: [] })))
    .optional(),
})

/** Pictures are kept per product: new ones are added in order, then the old ones go, so that the page is never without. */
export async function replaceImages(
  client: PrestaClient,
  before: Whole,
  photos: readonly ListingPhoto[],
): Promise<Rejection[]> {
  const productId = String(before.id)
  const old = withImages.safeParse(before).data?.associations?.images ?? []
  for (const photo of photos) {
    const refused = await upload(client, productId, photo)
    if (refused.length > 0) return refused
  }
  for (const { id } of old) await remove(client, `images/products/${productId}/${id}`)
  return []
}

async function upload(client: PrestaClient, productId: string, photo: ListingPhoto): Promise<Rejection[]> {
  const form = new FormData()
  form.append('image', new Blob([await photo.jpeg()], { type: 'image/jpeg' }), 'photo.jpg')
  const encoded = new Response(form)
  const contentType = encoded.headers.get('content-type')
  if (contentType === null) throw new Outage('prestashop', 'a form without a boundary cannot be sent')
  const bytes = { body: new Uint8Array(await encoded.arrayBuffer()), contentType }
  const answer = await client.call({ method: 'POST', path: `images/products/${productId}`, bytes })
  return answer.status < 300 ? [] : rejectionsOf(answer)
}

/** Gone already is as good. */
async function remove(client: PrestaClient, path: string): Promise<void> {
  const answer = await client.call({ method: 'DELETE', path })
  if (answer.status >= 400 && answer.status < 500) return
  contentOf(z.unknown(), answer)
}
