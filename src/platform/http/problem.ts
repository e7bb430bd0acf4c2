import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Outage, Refusal, type RefusalStatus } from '#kernel/refusal'
import { hasText, type Lang, type TextValues, translate } from '#platform/i18n'

/** RFC 9457 with our code and its data; `detail` is the sentence for a person, in the language asked for. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly detail: string
  readonly data: Readonly<Record<string, unknown>>
  readonly requestId: string
}

export type RefusalStatuses = Readonly<Record<string, RefusalStatus | undefined>>

type About = { readonly lang: Lang; readonly requestId: string; readonly statuses: RefusalStatuses }

/** The one place where a failure becomes an HTTP answer. A bug tells its request id and nothing else. */
export function problemOf(error: unknown, about: About): Problem {
  const { code, status, data } = codeOf(error, about.statuses)
  return {
    type: `/api/docs/refusals#${code}`,
    title: translate(about.lang, `problems:title.${status}`),
    status,
    code,
    detail: detailOf(code, about.lang, data),
    data,
    requestId: about.requestId,
  }
}

type Coded = { code: string; status: ContentfulStatusCode; data: Readonly<Record<string, unknown>> }

function codeOf(error: unknown, statuses: RefusalStatuses): Coded {
  if (error instanceof Refusal) return { code: error.code, status: statuses[error.code] ?? 422, data: error.data }
  if (error instanceof Outage) {
    return { code: 'outage', status: 503, data: { system: error.system, retryAfterMs: error.retryAfterMs ?? null } }
  }
  if (error instanceof HTTPException) return { code: codeOfStatus(error.status), status: error.status, data: {} }
  return { code: 'bug', status: 500, data: {} }
}

/** Hono itself throws for unreadable JSON and for a wrong content type. */
function codeOfStatus(status: ContentfulStatusCode): string {
  if (status === 415) return 'request.unsupported-type'
  if (status === 413) return 'request.too-large'
  return status < 500 ? 'request.malformed' : 'bug'
}

function detailOf(code: string, lang: Lang, data: Readonly<Record<string, unknown>>): string {
  const key = hasText(lang, `refusals:${code}`) ? `refusals:${code}` : `problems:detail.${code}`
  return hasText(lang, key) ? translate(lang, key, textValues(data)) : code
}

const textValues = (data: Readonly<Record<string, unknown>>): TextValues =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'number' ? value : textOf(value)]),
  )

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
