import Stripe from 'stripe'
import { Outage } from '#kernel/refusal'
import type { HttpClient } from '#platform/http-client'

type Headers = Record<string, string | number | string[]>

/** Carries the library's requests through our own client, which logs, limits and names outages; `baseUrl` may be the stand-in's. */
class OwnTransport extends Stripe.HttpClient {
  readonly #http: HttpClient
  readonly #baseUrl: string

  constructor(http: HttpClient, baseUrl: string) {
    super()
    this.#http = http
    this.#baseUrl = baseUrl
  }

  override getClientName(): string {
    return 'etal'
  }

  override async makeRequest(...call: Parameters<Stripe.HttpClient['makeRequest']>): Promise<OwnAnswer> {
    const [, , path, method, headers, requestData, , timeoutMs] = call
    const hasBody = method !== 'GET' && method !== 'DELETE'
    const answer = await this.#http.send({
      method: method === 'GET' ? 'GET' : method === 'DELETE' ? 'DELETE' : 'POST',
      url: `${this.#baseUrl}${path}`,
      headers: textHeaders(headers),
      timeoutMs,
      ...(hasBody && { body: requestData ?? '' }),
    })
    return new OwnAnswer(answer.status, Object.fromEntries(answer.headers), answer.json)
  }
}

class OwnAnswer extends Stripe.HttpClientResponse {
  readonly #json: () => unknown

  constructor(status: number, headers: Record<string, string>, json: () => unknown) {
    super(status, headers)
    this.#json = json
  }

  override getRawResponse(): unknown {
    return this
  }

  override async toJSON(): Promise<unknown> {
    return this.#json()
  }
}

/** The length is the transport's business. */
function textHeaders(headers: object): Record<string, string> {
  const entries: [string, Headers[string]][] = Object.entries(headers)
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (name.toLowerCase() === 'content-length' ? [] : [[name, String(value)]])),
  )
}

const timeoutMs = 15_000

/** Retries are ours: jobs that ask first what happened. */
export const stripeClient = (
  http: HttpClient,
  { baseUrl, secretKey }: { baseUrl: string; secretKey: string },
): Stripe =>
  new Stripe(secretKey, {
    httpClient: new OwnTransport(http, baseUrl),
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: timeoutMs,
  })

/** The library wraps what went wrong on the way; an answer we do not understand leaves the outcome open, as an outage does. */
export function outageOf(error: unknown): Outage {
  if (error instanceof Outage) return error
  if (error instanceof Stripe.errors.StripeError) {
    if (error.detail instanceof Outage) return error.detail
    return new Outage('stripe', `answered ${error.statusCode ?? 'nothing'}: ${error.message.slice(0, 200)}`, {
      cause: error,
    })
  }
  return new Outage('stripe', error instanceof Error ? error.message : String(error), { cause: error })
}
