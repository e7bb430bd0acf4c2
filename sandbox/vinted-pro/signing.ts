import { createHmac, timingSafeEqual } from 'node:crypto'

/** Written apart from the product's own signing, so that one mistake cannot hide behind the same mistake here. */
export const requestSignature = (
  key: string,
  parts: { t: number; method: string; path: string; accessKey: string; body: string },
): string => {
  const { t, method, path, accessKey, body } = parts
  return createHmac('sha256', key).update([t, method, path, accessKey, body].join('.')).digest('hex')
}

export const pushSignature = (key: string, t: number, body: string): string =>
  createHmac('sha256', key).update(`${t}.`).update(body).digest('hex')

export const isSame = (given: string, wanted: string): boolean =>
  given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted))
