import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

export type FieldFault = { readonly field: string; readonly problem: string }

declare module '#kernel/refusal' {
  interface RefusalData {
    'request.invalid': { fields: readonly FieldFault[] }
    'request.malformed': Record<never, never>
    'request.not-found': { path: string }
    'request.not-signed-in': Record<never, never>
    'request.not-allowed': { permission: string }
    'request.cross-site': Record<never, never>
    'request.too-large': { bytesMax: number }
    'request.unsupported-type': Record<never, never>
    'request.too-many': { retryAfterMs: number }
    'request.key-reused': Record<never, never>
    'request.in-progress': Record<never, never>
  }
}

/** What the HTTP edge itself refuses, before any module is asked. */
export const requestRefusals = {
  'request.invalid': 400,
  'request.malformed': 400,
  'request.not-found': 404,
  'request.not-signed-in': 401,
  'request.not-allowed': 403,
  'request.cross-site': 403,
  'request.too-large': 413,
  'request.unsupported-type': 415,
  'request.too-many': 429,
  'request.key-reused': 422,
  'request.in-progress': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
