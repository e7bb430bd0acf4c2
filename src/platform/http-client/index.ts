import type { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { Log } from '#platform/log'

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly timeoutMs?: number
  /** For vendors that limit single operations: the name under which this one is counted. */
  readonly operation?: string
}

export type HttpAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  json(): unknown
}

/**
 * The way to other people's machines. Throws Outage when nothing useful came back: no connection, timeout, 5xx or 429
 * (with `retryAfterMs` when told). Every other status is an answer for the caller to judge.
 */
export type HttpClient = { send(request: HttpRequest): Promise<HttpAnswer> }

export type Fetch = (input: Request) => Promise<Response>

const answerBytesMax = 20_000_000
const timeoutMsDefault = 15_000

export function createHttpClient(options: { system: string; log: Log; fetch?: Fetch }): HttpClient {
  const { system, log, fetch: send = fetch } = options
  return {
    async send(request) {
      const startedAt = performance.now()
      const response = await attempt(system, () => send(toRequest(request)))
      const text = await attempt(system, () => limitedText(system, response))
      const { pathname, host } = new URL(request.url)
      const durationMs = Math.round(performance.now() - startedAt)
      log.debug(
        { system, method: request.method, host, path: pathname, status: response.status, durationMs },
        'request sent',
      )
      throwOutage(system, response)
      return { status: response.status, headers: response.headers, text, json: () => parseJson(system, text) }
    },
  }
}

const toRequest = ({ url, method, headers, body, timeoutMs = timeoutMsDefault }: HttpRequest): Request =>
  new Request(url, {
    method,
    headers: { ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  })

async function attempt<T>(system: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Outage) throw cause
    throw new Outage(system, `no answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

async function limitedText(system: string, response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > answerBytesMax) throw new Outage(system, `answer is larger than ${answerBytesMax} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function throwOutage(system: string, response: Response): void {
  if (response.status < 500 && response.status !== 429) return
  const retryAfterMs = retryAfter(response.headers.get('retry-after'))
  throw new Outage(system, `answered ${response.status}`, { retryAfterMs })
}

/** RFC 9110 § 10.2.3: seconds or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now())
}

function parseJson(system: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Outage(system, `answered something that is not JSON: ${text.slice(0, 200)}`, { cause })
  }
}

/** An answer whose shape we do not know is the system's failure, and the message names the field. */
export const answerReader =
  (system: string) =>
  <T>(schema: z.ZodType<T>, body: unknown): T => {
    const parsed = schema.safeParse(body)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new Outage(system, `unexpected answer at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`)
  }
