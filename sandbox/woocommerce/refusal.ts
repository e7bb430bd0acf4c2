type RefusalStatus = 400 | 401 | 404 | 413 | 429 | 500 | 501

/** WordPress says no: `{code, message, data: {status}}`. */
export class WooRefusal extends Error {
  readonly status: RefusalStatus
  readonly code: string
  readonly data: Readonly<Record<string, unknown>>

  constructor(status: RefusalStatus, [code, message]: readonly [string, string], data = {}) {
    super(message)
    this.name = 'WooRefusal'
    this.status = status
    this.code = code
    this.data = { status, ...data }
  }

  get body() {
    return { code: this.code, message: this.message, data: this.data }
  }
}

export function refuseWoo(status: RefusalStatus, words: readonly [string, string], data = {}): never {
  throw new WooRefusal(status, words, data)
}

/** WordPress' own check of a parameter against its schema. */
export const refuseParameter = (name: string, why: string): never =>
  refuseWoo(400, ['rest_invalid_param', `Invalid parameter(s): ${name}`], { params: { [name]: `${name} ${why}` } })
