import { newId, type VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { emit } from '#platform/outbox'
import { readPicture } from '#platform/pictures'
import type { Photo } from './product.ts'
import { deletePhoto, findPhotos, insertPhoto, lockVariant } from './store-photos.ts'

/** Enough to look into a groove on a large screen; what marketplaces take goes up to 1600 and more. */
const edgePixelsMax = 2000
const photosMax = 12

/**
 * Keeps a photo of a copy, behind those it has: turned upright, small enough to send, without what the camera wrote into it. The
 * same picture of the same copy is kept once. Refuses `catalog.not-a-picture`, `catalog.variant-not-found`, `catalog.too-many-photos`.
 */
export async function addPhoto(
  cx: Cx,
  { variantId, name, bytes }: { variantId: VariantId; name: string; bytes: Uint8Array },
): Promise<Photo> {
  const picture = await readPicture(bytes, { edgePixelsMax, quality: 84 })
  if (!picture) refuse('catalog.not-a-picture', { name })
  const fileKey = `photos/copies/${picture.digest}.webp`
  await cx.outside.files.put(fileKey, picture.bytes, 'image/webp')
  return inTransaction(cx, async (tx) => {
    const productId = await lockVariant(tx, variantId)
    const photos = await findPhotos(tx, variantId)
    const known = photos.find((photo) => photo.fileKey === fileKey)
    if (known) return known
    if (photos.length >= photosMax) refuse('catalog.too-many-photos', { photosMax })
    const photo = { id: newId(tx.now()), fileKey, width: picture.width, height: picture.height }
    await insertPhoto(tx, variantId, photo)
    await emit(tx, { type: 'catalog.changed', payload: { productIds: [productId], variantIds: [variantId] } })
    return photo
  })
}

/** Takes a photo from a copy; its file stays, for another copy may show it. Refuses `catalog.photo-not-found`. */
export const removePhoto = (cx: Cx, { variantId, photoId }: { variantId: VariantId; photoId: string }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const productId = await lockVariant(tx, variantId)
    if (!(await deletePhoto(tx, variantId, photoId))) refuse('catalog.photo-not-found', { photoId })
    await emit(tx, { type: 'catalog.changed', payload: { productIds: [productId], variantIds: [variantId] } })
  })
