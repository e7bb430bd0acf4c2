export type TestcardStatus = 400 | 401 | 402 | 404 | 409 | 422

/** Answered as `{ "error": { "code", "message" } }`. */
export class TestcardRefusal extends Error {
  readonly status: TestcardStatus
  readonly code: string

  constructor(status: TestcardStatus, code: string, message: string) {
    super(message)
    this.name = 'TestcardRefusal'
    this.status = status
    this.code = code
  }
}

export function refuseTestcard(status: TestcardStatus, code: string, message: string): never {
  throw new TestcardRefusal(status, code, message)
}

export const errorBody = (code: string, message: string) => ({ error: { code, message } })
