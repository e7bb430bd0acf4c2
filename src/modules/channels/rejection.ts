/** The vendor says no: the seller must change something. */
export type Rejection = { readonly code: string; readonly message: string; readonly field?: string }
/** Surely not done and safe to ask again; when that is uncertain the connector throws an Outage instead. */
export type Failure = {
  readonly kind: 'failed'
  readonly message: string
  readonly retryAfterMs: number | undefined
}
