import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { ListingPhoto, PictureBook } from '#modules/channels'
import { bodyOf, type EbayClient } from './client.ts'

const image = z.object({ imageUrl: z.string() })

/**
 * The vendor's https addresses of these pictures by photo key, uploading those it does not have yet. An upload is
 * remembered at once: what interrupts the batch later does not make it happen again.
 */
export async function imageAddresses(
  client: EbayClient,
  photos: readonly ListingPhoto[],
  pictures: PictureBook,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map(await pictures.find(photos.map(({ key }) => key)))
  for (const photo of photos) {
    if (known.has(photo.key)) continue
    const address = await upload(client, photo)
    await pictures.remember(photo.key, address)
    known.set(photo.key, address)
  }
  return known
}

/** Media API, createImageFromFile; 50 requests in 5 seconds at most (developer.ebay.com, read 2026-11). */
async function upload(client: EbayClient, photo: ListingPhoto): Promise<string> {
  const form = new FormData()
  form.append('image', new Blob([await photo.jpeg()], { type: 'image/jpeg' }), 'photo.jpg')
  const encoded = new Response(form)
  const contentType = encoded.headers.get('content-type')
  if (contentType === null) throw new Outage('ebay', 'a form without a boundary cannot be sent')
  const answer = await client.call({
    method: 'POST',
    host: 'mediaUrl',
    path: '/commerce/media/v1_beta/image/create_image_from_file',
    bytes: { body: new Uint8Array(await encoded.arrayBuffer()), contentType },
  })
  return bodyOf(image, answer).imageUrl
}
