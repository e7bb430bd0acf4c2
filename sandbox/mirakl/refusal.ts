export type MiraklStatus = 400 | 401 | 404 | 415 | 429

/** Mirakl says no: a status, a message, and for orders one of the documented error codes. */
export class MiraklRefusal extends Error {
  readonly status: MiraklStatus
  readonly code: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: MiraklStatus,
    message: string,
    { code, retryAfterSeconds }: { code?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.name = 'MiraklRefusal'
    this.status = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export function refuseMirakl(status: MiraklStatus, message: string, code?: string): never {
  throw new MiraklRefusal(status, message, code === undefined ? {} : { code })
}
