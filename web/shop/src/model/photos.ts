/** Photos are stored under photos/…; only that part of the file store is public. */
export const photoUrl = (fileKey: string): string => `/photos/${fileKey.replace(/^photos\//, '')}`

/** The widths the server makes (src/app/shop-pictures.ts). */
const widths = [160, 320, 640, 960, 1280] as const

export const pictureUrl = (photo: string, width: (typeof widths)[number]): string =>
  `/pictures/${width}/${photo.replace(/^\/?photos\//, '')}`

/**
 * `src` and `srcset` of a photo, given by its file key or its address: the browser takes the width its screen needs. Say
 * beside it how wide it stands (`sizes`) and its `width` and `height`, so that nothing moves when it arrives.
 */
export const pictureSet = (photo: string): { src: string; srcset: string } => ({
  src: pictureUrl(photo, 640),
  srcset: widths.map((width) => `${pictureUrl(photo, width)} ${width}w`).join(', '),
})
