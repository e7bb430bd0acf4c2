import { addPhoto, removePhoto } from './keep-photo.ts'

/** The photos of a copy. */
export const photos = { add: addPhoto, remove: removePhoto }
