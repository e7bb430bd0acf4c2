/** Vinted says no: an HTTP status and `{ "error": CODE, "message": … }`. The wording is ours. */
export class VintedRefusal extends Error {
  readonly status: 400 | 401 | 404 | 409 | 422
  readonly code: string

  constructor(status: VintedRefusal['status'], code: string, message: string) {
    super(message)
    this.name = 'VintedRefusal'
    this.status = status
    this.code = code
  }
}

export function refuseVinted(status: VintedRefusal['status'], code: string, message: string): never {
  throw new VintedRefusal(status, code, message)
}
