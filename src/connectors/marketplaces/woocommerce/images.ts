import type { PublishEntry, WantedListing } from '#modules/channels'
import { memoryOf, type ProductMemory, type WooProduct } from './products.ts'
import type { WooSettings } from './settings.ts'

type Picture = { readonly key: string; readonly id?: number; readonly src?: string }

const isDrawn = (key: string): boolean => key.startsWith('covers/')

const photoAddress = (key: string, publicUrl: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/${isDrawn(key) ? key : `photos/${key.replace(/^photos\//, '')}`}`

/**
 * The pictures a product shall have: those the shop has by their id there, new ones by their address here. Undefined
 * while nothing tells the shop where to fetch from: then what it shows is left alone.
 */
export function picturesOf(
  { photos }: WantedListing,
  known: ProductMemory | undefined,
  { publicUrl }: WooSettings,
): Picture[] | undefined {
  if (publicUrl === undefined) return undefined
  return photos.map(({ key }): Picture => {
    const id = known?.images.find((image) => image.key === key)?.id
    return id === undefined ? { key, src: photoAddress(key, publicUrl) } : { key, id }
  })
}

/** A cover has an address once it was drawn. */
export async function drawCovers(batch: readonly PublishEntry[], settings: WooSettings): Promise<void> {
  for (const { wanted, known } of batch) {
    const fresh = picturesOf(wanted, memoryOf(known), settings)?.filter(({ id }) => id === undefined) ?? []
    const covers = wanted.photos.filter(({ key }) => isDrawn(key) && fresh.some((picture) => picture.key === key))
    for (const cover of covers) await cover.jpeg()
  }
}

/** The answer lists the pictures in the order of the request. */
export const rememberedImages = (pictures: readonly Picture[], { images }: WooProduct): ProductMemory['images'] =>
  pictures.flatMap(({ key }, index) => {
    const id = images[index]?.id
    return id === undefined ? [] : [{ key, id }]
  })

export const imageBodies = (pictures: readonly Picture[]) =>
  pictures.map(({ id, src }) => (id === undefined ? { src: src ?? '' } : { id }))
