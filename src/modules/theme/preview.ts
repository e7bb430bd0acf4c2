import type { Cx } from '#platform/cx'
import { isSignatureOf, signatureOf } from '#platform/secrets'

const purpose = 'theme preview'
const validMs = 30 * 60_000

/** Opens the shop with the draft's look, for whoever was given it and for half an hour. */
export function previewKey(cx: Cx): string {
  const until = String(cx.now().getTime() + validMs)
  return `${until}.${signatureOf(purpose, until)}`
}

export function isPreviewKey(cx: Cx, key: string): boolean {
  const [until = '', signature = ''] = key.split('.')
  return Number(until) > cx.now().getTime() && isSignatureOf(purpose, until, signature)
}
