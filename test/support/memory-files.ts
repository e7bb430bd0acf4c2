import type { Files } from '#platform/files'

/** A file store that forgets when the test ends. */
export function memoryFiles(): Files {
  const kept = new Map<string, { bytes: Uint8Array<ArrayBuffer>; contentType: string }>()
  return {
    put: async (key, bytes, contentType) => void kept.set(key, { bytes, contentType }),
    get: async (key) => kept.get(key),
    remove: async (key) => void kept.delete(key),
  }
}
