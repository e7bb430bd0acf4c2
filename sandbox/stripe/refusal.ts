export type StripeStatus = 400 | 401 | 402 | 404 | 409

/** Answered as `{ "error": { "type", "code", "message", … } }`. */
export class StripeRefusal extends Error {
  readonly status: StripeStatus
  readonly error: Readonly<Record<string, unknown>>

  constructor(status: StripeStatus, error: Readonly<Record<string, unknown>> & { readonly message: string }) {
    super(error.message)
    this.name = 'StripeRefusal'
    this.status = status
    this.error = error
  }
}

export function refuseStripe(status: StripeStatus, code: string, message: string): never {
  throw new StripeRefusal(status, { type: 'invalid_request_error', code, message })
}

export const errorBody = (error: Readonly<Record<string, unknown>>) => ({ error })
