import { strToU8, zip } from 'fflate'
import { decimalText } from '#kernel/money'
import type { WantedListing } from './connector.ts'

/** Everything a person pastes into an ad: one text file and the photos in their order. */
export async function listingKit(listing: WantedListing): Promise<Uint8Array<ArrayBuffer>> {
  const photos = await Promise.all(listing.photos.map((photo) => photo.jpeg()))
  const files = Object.fromEntries(photos.map((bytes, index) => [`photo-${index + 1}.jpg`, bytes]))
  return packed({ ...files, [`${listing.sku}.txt`]: strToU8(kitText(listing)) })
}

const kitText = ({ title, description, priceMinor, sku }: WantedListing): string =>
  [title, '', description, '', `${decimalText(priceMinor)} EUR`, sku, ''].join('\r\n')

/** JPEGs do not shrink: the archive is only a bag. */
const packed = (files: Record<string, Uint8Array>): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) =>
    zip(files, { level: 0 }, (error, bytes) => (error ? reject(error) : resolve(new Uint8Array(bytes)))),
  )
