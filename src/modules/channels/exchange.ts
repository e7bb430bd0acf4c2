import type { HttpRequest } from '#platform/http-client'

/** A request to the vendor and what came back, as a person may read it: bounded, without secrets. */
export type Exchange = {
  readonly method: string
  readonly path: string
  /** Missing when nothing useful came back. */
  readonly status?: number
  readonly durationMs: number
  /** The vendor's own words, or why there are none. */
  readonly answer: string
  readonly at: string
}

/** What was exchanged during one call, until it is known which listing each exchange was about. */
export type RawExchange = {
  readonly request: HttpRequest
  readonly status: number | undefined
  readonly text: string
  readonly durationMs: number
  readonly at: Date
}

export const exchangesMax = 200
const pathCharsMax = 200
const answerCharsMax = 300

/** Of a call's exchanges the last that names the listing, else the last. */
export function exchangeAbout(
  exchanges: readonly RawExchange[],
  names: readonly (string | null)[],
): Exchange | undefined {
  const known = names.filter((name) => name !== null && name !== '').map(String)
  const isAbout = ({ request, text }: RawExchange): boolean =>
    known.some((name) => request.url.includes(name) || bodyOf(request).includes(name) || text.includes(name))
  const raw = exchanges.findLast(isAbout) ?? exchanges.at(-1)
  return raw && fitForReading(raw, known)
}

const bodyOf = ({ body }: HttpRequest): string => (typeof body === 'string' ? body : '')

function fitForReading({ request, status, text, durationMs, at }: RawExchange, names: readonly string[]): Exchange {
  const { method, url } = request
  return {
    method,
    path: withoutSecretsInQuery(new URL(url)).slice(0, pathCharsMax),
    ...(status === undefined ? {} : { status }),
    durationMs,
    answer: withoutSecrets(aroundName(text, names)),
    at: at.toISOString(),
  }
}

/** Long answers about many listings are cut where this one is spoken of. */
function aroundName(text: string, names: readonly string[]): string {
  const clean = text.replace(/\s+/g, ' ').trim()
  if (clean.length <= answerCharsMax) return clean
  const at = names.map((name) => clean.indexOf(name)).find((index) => index >= 0) ?? 0
  const from = Math.max(0, at - 50)
  return `${from > 0 ? '…' : ''}${clean.slice(from, from + answerCharsMax)}…`
}

const secretName = /token|secret|password|signature|authorization|api_?key|consumer_key|signing/i

function withoutSecretsInQuery(url: URL): string {
  for (const name of url.searchParams.keys()) if (secretName.test(name)) url.searchParams.set(name, '…')
  return decodeURI(`${url.pathname}${url.search}`)
}

/** JSON strings under a telling name, whole or cut off at the end. */
const withoutSecrets = (text: string): string =>
  text.replace(/"([^"]*)"\s*:\s*"[^"]*("|$)/g, (pair, name: string) => (secretName.test(name) ? `"${name}":"…"` : pair))
