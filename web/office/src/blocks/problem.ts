/** A field of what was sent, by its path, and what is wrong with it. */
type FieldFault = { readonly field: string; readonly problem: string }

/** What the API says when it says no (problem+json), in the language we asked for. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly fields: readonly FieldFault[]

  constructor(facts: {
    status: number
    code: string
    words: string
    requestId: string | undefined
    fields?: readonly FieldFault[]
  }) {
    super(facts.words)
    this.status = facts.status
    this.code = facts.code
    this.requestId = facts.requestId
    this.fields = facts.fields ?? []
  }
}

const textOf = (body: unknown, key: string): string | undefined => {
  if (typeof body !== 'object' || body === null) return undefined
  const value: unknown = Reflect.get(body, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function fieldsOf(body: unknown): FieldFault[] {
  const data: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'data') : undefined
  const fields: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'fields') : undefined
  if (!Array.isArray(fields)) return []
  return fields.flatMap((fault: unknown) => {
    const [field, problem] = [textOf(fault, 'field'), textOf(fault, 'problem')]
    return field && problem ? [{ field, problem }] : []
  })
}

/** For a form with fields of these names; a fault within a list stands at the list. */
export const faultsByField = (error: unknown): Record<string, string> =>
  error instanceof Problem
    ? Object.fromEntries(
        error.fields.flatMap(({ field, problem }) => [
          [field, problem],
          [field.split('.')[0] ?? field, problem],
        ]),
      )
    : {}

export function problemFrom(response: Response, body: unknown): Problem {
  return new Problem({
    status: response.status,
    code: textOf(body, 'code') ?? `http-${response.status}`,
    words: textOf(body, 'detail') ?? textOf(body, 'title') ?? textOf(body, 'message') ?? response.statusText,
    requestId: textOf(body, 'requestId') ?? response.headers.get('x-request-id') ?? undefined,
    fields: fieldsOf(body),
  })
}
