import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { newId, type VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { emit } from '#platform/outbox'
import type { Photo } from './product.ts'
import { deletePhoto, findPhotos, insertPhoto, lockVariant } from './store-photos.ts'

/** Enough to look into a groove on a large screen; what marketplaces take goes up to 1600 and more. */
const edgePixelsMax = 2000
/** Beyond this a small file could become a huge picture in memory. */
const pixelsMax = 60_000_000
const photosMax = 12

/**
 * Keeps a photo of a copy, behind those it has: turned upright, small enough to send, without what the camera wrote into it. The
 * same picture of the same copy is kept once. Refuses `catalog.not-a-picture`, `catalog.variant-not-found`, `catalog.too-many-photos`.
 */
export async function addPhoto(
  cx: Cx,
  { variantId, name, bytes }: { variantId: VariantId; name: string; bytes: Uint8Array },
): Promise<Photo> {
  const { data, info } = await sharp(bytes, { limitInputPixels: pixelsMax })
    .rotate()
    .resize({ width: edgePixelsMax, height: edgePixelsMax, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 84 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => refuse('catalog.not-a-picture', { name }))
  const fileKey = `photos/copies/${createHash('sha256').update(data).digest('hex').slice(0, 32)}.webp`
  await cx.outside.files.put(fileKey, new Uint8Array(data), 'image/webp')
  return inTransaction(cx, async (tx) => {
    const productId = await lockVariant(tx, variantId)
    const photos = await findPhotos(tx, variantId)
    const known = photos.find((photo) => photo.fileKey === fileKey)
    if (known) return known
    if (photos.length >= photosMax) refuse('catalog.too-many-photos', { photosMax })
    const photo = { id: newId(tx.now()), fileKey, width: info.width, height: info.height }
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
