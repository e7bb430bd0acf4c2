import type { WantedListing } from '#modules/channels'
import type { ProductMemory, WooProduct } from './products.ts'
import type { WooSettings } from './settings.ts'

type Picture = { readonly key: string; readonly id?: number; readonly src?: string }

/** Photos are public under this part of their key; covers drawn for a copy without photos are not. */
const publicKey = /^photos\/(.+)$/

/**
 * The pictures a product shall have: those the shop has by their id there, new ones by their address here. Undefined
 * while nothing tells the shop where to fetch from: then what it shows is left alone.
 */
export function picturesOf(
  { photos }: WantedListing,
  known: ProductMemory | undefined,
  settings: WooSettings,
): Picture[] | undefined {
  const { photosUrl } = settings
  if (photosUrl === undefined) return undefined
  return photos.flatMap(({ key }): Picture[] => {
    const id = known?.images.find((image) => image.key === key)?.id
    if (id !== undefined) return [{ key, id }]
    const file = publicKey.exec(key)?.[1]
    return file === undefined ? [] : [{ key, src: `${photosUrl.replace(/\/+$/, '')}/${file}` }]
  })
}

/** The answer lists the pictures in the order of the request. */
export const rememberedImages = (pictures: readonly Picture[], { images }: WooProduct): ProductMemory['images'] =>
  pictures.flatMap(({ key }, index) => {
    const id = images[index]?.id
    return id === undefined ? [] : [{ key, id }]
  })

export const imageBodies = (pictures: readonly Picture[]) =>
  pictures.map(({ id, src }) => (id === undefined ? { src: src ?? '' } : { id }))
