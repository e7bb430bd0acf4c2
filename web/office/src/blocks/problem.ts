/** What the API says when it says no (problem+json), in the language we asked for. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined

  constructor(facts: { status: number; code: string; words: string; requestId: string | undefined }) {
    super(facts.words)
    this.status = facts.status
    this.code = facts.code
    this.requestId = facts.requestId
  }
}

const textOf = (body: unknown, key: string): string | undefined => {
  if (typeof body !== 'object' || body === null) return undefined
  const value: unknown = Reflect.get(body, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function problemFrom(response: Response, body: unknown): Problem {
  return new Problem({
    status: response.status,
    code: textOf(body, 'code') ?? `http-${response.status}`,
    words: textOf(body, 'detail') ?? textOf(body, 'title') ?? textOf(body, 'message') ?? response.statusText,
    requestId: textOf(body, 'requestId') ?? response.headers.get('x-request-id') ?? undefined,
  })
}
