import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { invariant, Outage } from '#kernel/refusal'
import type { S3Config } from '#platform/config'

type StoredFile = { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string }

/** Photos, import files and reports. Keys are lower-case paths such as `imports/<id>/source.csv`; the ending tells the type. */
export type Files = {
  put(key: string, bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<void>
  get(key: string): Promise<StoredFile | undefined>
  remove(key: string): Promise<void>
}

declare module '#platform/cx' {
  interface Outside {
    files: Files
  }
}

const keyPattern = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/

/** A key cannot leave the store: every part begins with a letter or digit, so `..` and absolute paths do not exist. */
function checkKey(key: string): void {
  invariant(key.length <= 200 && keyPattern.test(key), `file key ${JSON.stringify(key.slice(0, 80))}`)
}

const contentTypes: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  csv: 'text/csv; charset=utf-8',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
}

const contentTypeOf = (key: string): string =>
  contentTypes[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

/** Files below one folder. A file is complete or absent: it is written beside its place and renamed. */
export function createDiskFiles(folder: string): Files {
  const pathOf = (key: string): string => {
    checkKey(key)
    return join(folder, key)
  }
  return {
    async put(key, bytes) {
      const path = pathOf(key)
      const draft = `${path}.${crypto.randomUUID()}.draft`
      await mkdir(dirname(path), { recursive: true })
      await writeFile(draft, bytes, { flush: true })
      await rename(draft, path)
    },
    async get(key) {
      const bytes = await readFile(pathOf(key)).catch(absent)
      return bytes && { bytes, contentType: contentTypeOf(key) }
    },
    async remove(key) {
      await rm(pathOf(key), { force: true })
    },
  }
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

/** The same on an S3-compatible store; `url` names the bucket. */
export function createS3Files({ url, region, accessKey, secretKey }: S3Config, send: typeof fetch = fetch): Files {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    region,
    service: 's3',
    retries: 0,
  })
  const request = async (method: string, key: string, file?: StoredFile): Promise<Response> => {
    checkKey(key)
    const signed = await client.sign(`${url.replace(/\/+$/, '')}/${key}`, {
      method,
      ...(file ? { body: file.bytes, headers: { 'content-type': file.contentType } } : {}),
    })
    const response = await send(signed)
    if (response.ok || response.status === 404) return response
    throw new Outage('files', `${method} answered ${response.status}`)
  }
  return {
    async put(key, bytes, contentType) {
      const response = await request('PUT', key, { bytes, contentType })
      if (!response.ok) throw new Outage('files', `bucket not found (${response.status})`)
    },
    async get(key) {
      const response = await request('GET', key)
      if (!response.ok) return undefined
      const contentType = response.headers.get('content-type') ?? contentTypeOf(key)
      return { bytes: new Uint8Array(await response.arrayBuffer()), contentType }
    },
    async remove(key) {
      await request('DELETE', key)
    },
  }
}
