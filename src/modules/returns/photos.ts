import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx, Tx } from '#platform/cx'
import { type Picture, readPicture } from '#platform/pictures'
import { hasPhoto } from './queries.ts'
import { deletePhotosOf, insertPhoto, type ReturnId } from './store.ts'

export const complaintPhotosMax = 5
const edgePixelsMax = 1600

export type SentFile = { readonly name: string; readonly bytes: Uint8Array }

/** What a buyer sends to show what is wrong, as pictures. Refuses `return.not-a-picture` with the file's name, `return.too-many-photos`. */
export async function readComplaintPhotos(files: readonly SentFile[]): Promise<Picture[]> {
  if (files.length > complaintPhotosMax) refuse('return.too-many-photos', { photosMax: complaintPhotosMax })
  const pictures: Picture[] = []
  for (const { name, bytes } of files)
    pictures.push(
      (await readPicture(bytes, { edgePixelsMax, quality: 82 })) ?? refuse('return.not-a-picture', { name }),
    )
  return pictures
}

const fileKey = (photoId: string): string => `returns/${photoId}.webp`

export async function keepPhotos(tx: Tx, returnId: ReturnId, pictures: readonly Picture[]): Promise<void> {
  for (const [position, { bytes, width, height }] of pictures.entries()) {
    const id = newId(tx.now())
    await tx.outside.files.put(fileKey(id), bytes, 'image/webp')
    await insertPhoto(tx, returnId, { id, position, width, height })
  }
}

/** Refuses `return.photo-not-found`. */
export async function readPhoto(
  cx: Cx,
  { returnId, photoId }: { returnId: ReturnId; photoId: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const file = (await hasPhoto(cx, returnId, photoId)) ? await cx.outside.files.get(fileKey(photoId)) : undefined
  return file?.bytes ?? refuse('return.photo-not-found', { photoId })
}

/** Pictures may show a home, a hand, a name on a parcel: with the person they go. */
export async function erasePhotos(tx: Tx, customerIds: readonly string[]): Promise<void> {
  for (const photoId of await deletePhotosOf(tx, customerIds)) await tx.outside.files.remove(fileKey(photoId))
}
