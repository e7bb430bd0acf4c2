import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createDiskFiles, createS3Files, type Files } from '#platform/files'

const folder = mkdtempSync(join(tmpdir(), 'etal-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** An S3-compatible store in a few lines: it keeps what a signed request puts. */
function s3Stand(): typeof fetch {
  const kept = new Map<string, { body: ArrayBuffer; type: string }>()
  return async (input) => {
    if (!(input instanceof Request)) throw new Error('a signed request was expected')
    if (!input.headers.get('authorization')?.startsWith('AWS4-HMAC-SHA256')) return new Response(null, { status: 403 })
    const file = kept.get(input.url)
    if (input.method === 'GET') {
      return file
        ? new Response(file.body, { headers: { 'content-type': file.type } })
        : new Response(null, { status: 404 })
    }
    if (input.method === 'DELETE') kept.delete(input.url)
    else kept.set(input.url, { body: await input.arrayBuffer(), type: input.headers.get('content-type') ?? '' })
    return new Response(null, { status: 200 })
  }
}

const s3 = { url: 'https://s3.example/bucket', region: 'auto', accessKey: 'key', secretKey: 'secret' }
const stores: [string, Files][] = [
  ['disk', createDiskFiles(folder)],
  ['S3', createS3Files(s3, s3Stand())],
]

describe.each(stores)('files on %s', (_name, files) => {
  test('what is put is got back, replaced and removed', async () => {
    await files.put('photos/a/1.jpg', new Uint8Array([1, 2, 3]), 'image/jpeg')
    await files.put('photos/a/1.jpg', new Uint8Array([4]), 'image/jpeg')
    const file = await files.get('photos/a/1.jpg')
    expect([...(file?.bytes ?? [])]).toEqual([4])
    expect(file?.contentType).toBe('image/jpeg')
    await files.remove('photos/a/1.jpg')
    await files.remove('photos/a/1.jpg')
    expect(await files.get('photos/a/1.jpg')).toBeUndefined()
  })

  test.each(['../x', '/etc/passwd', 'a/../../x', 'a//b', '.hidden', 'a/%2e%2e/b', ''])(
    'the key %j is refused',
    async (key) => {
      await expect(files.put(key, new Uint8Array(), 'text/plain')).rejects.toThrow('file key')
    },
  )
})
