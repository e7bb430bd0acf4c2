/** Discogs says no: an HTTP status and `{ "message": … }`. */
export class DiscogsRefusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 415 | 422 | 429

  constructor(status: DiscogsRefusal['status'], message: string) {
    super(message)
    this.name = 'DiscogsRefusal'
    this.status = status
  }
}

export function refuseDiscogs(status: DiscogsRefusal['status'], message: string): never {
  throw new DiscogsRefusal(status, message)
}

export const refuseUnknown = (): never => refuseDiscogs(404, 'The requested resource was not found.')
