import { z } from 'zod'
import type { ListingPhoto, PictureBook } from '#modules/channels'
import { expectNone, type ShopifyClient, userErrors } from './client.ts'

export const stageDocument = `mutation stage($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) {
    stagedTargets { url resourceUrl parameters { name value } }
    userErrors { field message }
  }
}`

const staged = z.object({
  stagedUploadsCreate: z.object({
    stagedTargets: z
      .array(
        z.object({
          url: z.string(),
          resourceUrl: z.string(),
          parameters: z.array(z.object({ name: z.string(), value: z.string() })),
        }),
      )
      .nullable(),
    userErrors,
  }),
})

/** A picture Shopify has already, or one it fetches from where we have just uploaded it. */
type Picture = { readonly id: string } | { readonly originalSource: string }
export type FileInput = Picture & { readonly contentType?: 'IMAGE'; readonly alt?: string }
export type PictureFinder = (photos: readonly ListingPhoto[], title: string) => readonly FileInput[]

/** Uploads what Shopify has not got yet of a whole batch, each picture once per account; answers how to name each. */
export async function preparePictures(
  client: ShopifyClient,
  pictures: PictureBook,
  photos: readonly ListingPhoto[],
): Promise<PictureFinder> {
  const unique = [...new Map(photos.map((photo) => [photo.key, photo])).values()]
  const ids = await pictures.find(unique.map(({ key }) => key))
  const uploaded = await uploadAll(
    client,
    unique.filter(({ key }) => !ids.has(key)),
  )
  return (wanted, alt) =>
    wanted.flatMap(({ key }): FileInput[] => {
      const id = ids.get(key)
      if (id !== undefined) return [{ id }]
      const originalSource = uploaded.get(key)
      return originalSource === undefined ? [] : [{ originalSource, contentType: 'IMAGE', alt }]
    })
}

/** The uploads are gone after a while; the pictures Shopify made of them stay, and other copies may show them too. */
export async function rememberPictures(
  pictures: PictureBook,
  photos: readonly string[],
  media: readonly { readonly id: string }[],
): Promise<void> {
  if (media.length !== photos.length) return
  for (const [index, key] of photos.entries()) {
    const id = media[index]?.id
    if (id?.includes('/MediaImage/')) await pictures.remember(key, id)
  }
}

async function uploadAll(client: ShopifyClient, photos: readonly ListingPhoto[]): Promise<Map<string, string>> {
  const uploaded = new Map<string, string>()
  if (photos.length === 0) return uploaded
  const input = photos.map((_, index) => ({
    filename: `photo-${index + 1}.jpg`,
    mimeType: 'image/jpeg',
    resource: 'IMAGE',
    httpMethod: 'POST',
  }))
  const { stagedUploadsCreate: answer } = await client.ask(staged, stageDocument, { input })
  expectNone(answer.userErrors, 'an upload of photos')
  for (const [index, photo] of photos.entries()) {
    const target = answer.stagedTargets?.[index]
    if (!target) continue
    const form = new FormData()
    for (const { name, value } of target.parameters) form.append(name, value)
    form.append('file', new Blob([await photo.jpeg()], { type: 'image/jpeg' }), `photo-${index + 1}.jpg`)
    await client.upload(target.url, form)
    uploaded.set(photo.key, target.resourceUrl)
  }
  return uploaded
}
