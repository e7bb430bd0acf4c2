import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { ListingPhoto } from '#modules/channels'
import { bodyOf, type EbayClient } from './client.ts'

const image = z.object({ imageUrl: z.string() })
const knownMax = 10_000

/** Addresses of pictures already at eBay Picture Services, by photo key: copies of one record share their cover. */
export type ImageCache = Map<string, string>

/** The vendor's https addresses of a listing's pictures, uploading those it does not have yet. */
export async function imageUrls(
  client: EbayClient,
  photos: readonly ListingPhoto[],
  known: ImageCache,
): Promise<string[]> {
  const urls: string[] = []
  for (const photo of photos) urls.push(known.get(photo.key) ?? (await upload(client, photo, known)))
  return urls
}

/** Media API, createImageFromFile; 50 requests in 5 seconds at most (developer.ebay.com, read 2026-11). */
async function upload(client: EbayClient, photo: ListingPhoto, known: ImageCache): Promise<string> {
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
  const { imageUrl } = bodyOf(image, answer)
  if (known.size >= knownMax) known.clear()
  known.set(photo.key, imageUrl)
  return imageUrl
}
