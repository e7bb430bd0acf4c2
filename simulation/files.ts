import type { Files } from '#platform/files'

/** The smallest picture there is: what covers look like is nobody's concern here, and drawing them takes a core. */
const pixel = new Uint8Array(
  Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
    'base64',
  ),
)

/** A file store in which every cover is drawn already. */
export function pictureFiles(): Files {
  const kept = new Map<string, { bytes: Uint8Array<ArrayBuffer>; contentType: string }>()
  return {
    put: async (key, bytes, contentType) => void kept.set(key, { bytes, contentType }),
    get: async (key) => kept.get(key) ?? { bytes: pixel, contentType: 'image/jpeg' },
    remove: async (key) => void kept.delete(key),
  }
}
