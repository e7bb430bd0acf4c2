import { z } from 'zod'
import { minorFromText } from '#kernel/money'
import { Outage } from '#kernel/refusal'
import { type ConnectorLink, CredentialsRefused, type Rejection } from '#modules/channels'
import { answerReader, type HttpRequest } from '#platform/http-client'

const address = z.object({ baseUrl: z.url() })
const keys = z.object({ consumerKey: z.string().min(1), consumerSecret: z.string().min(1) })

export type WooAnswer = { readonly status: number; readonly body: unknown; readonly pages: number }
type Call = Pick<HttpRequest, 'method'> & { readonly path: string; readonly json?: unknown }
export type WooClient = {
  /** Below /wp-json, e.g. `/wc/v3/products`. */
  call(call: Call): Promise<WooAnswer>
}

/** A creation of many products makes the shop work for seconds; a host's own limit is usually half a minute. */
const timeoutMs = 30_000

/** Basic authentication with the REST key, which WooCommerce only takes over HTTPS. */
export function createClient({ http, settings, credentials }: ConnectorLink): WooClient {
  const { baseUrl } = address.parse(settings)
  const { consumerKey, consumerSecret } = keys.parse(credentials)
  const authorization = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`
  return {
    async call({ method, path, json }) {
      const answer = await http.send({
        method,
        url: `${baseUrl.replace(/\/+$/, '')}/wp-json${path}`,
        timeoutMs,
        headers: {
          Authorization: authorization,
          Accept: 'application/json',
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      })
      if (answer.status === 401)
        throw new CredentialsRefused('woocommerce', `the REST key is not accepted: ${wordsOf(answer.text)}`)
      const body = answer.text === '' ? undefined : answer.json()
      return { status: answer.status, body, pages: Number(answer.headers.get('x-wp-totalpages') ?? 1) }
    },
  }
}

/** 401 also means "read only" or "this user may not": the shop's own sentence says which. */
function wordsOf(text: string): string {
  try {
    return refusal.safeParse(JSON.parse(text)).data?.message ?? '401'
  } catch {
    return '401'
  }
}

export const parse = answerReader('woocommerce')

export const refusal = z.object({
  code: z.string(),
  message: z.string(),
  data: z
    .object({
      status: z.number().optional(),
      resource_id: z.number().optional(),
      params: z.record(z.string(), z.string()).optional(),
    })
    .nullish(),
})
export type WooError = z.output<typeof refusal>

export const rejectionOf = ({ code, message, data }: WooError): Rejection => {
  const field = Object.keys(data?.params ?? {})[0]
  return { code: `woocommerce.${code}`, message, ...(field ? { field } : {}) }
}

/** The reason of a 4xx answer; anything else that is not a success is unexpected. */
export function refusalOf({ status, body }: WooAnswer): Rejection {
  if (status < 400) throw new Outage('woocommerce', `unexpected answer: status ${status}`)
  return rejectionOf(parse(refusal, body))
}

/** The body of a success, parsed; a refusal of the whole call is an Outage, because no entry is to blame. */
export function bodyOf<T>(schema: z.ZodType<T>, answer: WooAnswer): T {
  if (answer.status < 300) return parse(schema, answer.body)
  const { code, message } = refusalOf(answer)
  throw new Outage('woocommerce', `${code} ${message}`)
}

/** Amounts are texts with two decimals. */
export function minorOf(text: string): number {
  const minor = minorFromText(text)
  if (minor === undefined) throw new Outage('woocommerce', `unexpected answer: amount ${text}`)
  return minor
}

/** Times of the `_gmt` fields have no zone written on them. */
export const dateOf = (gmt: string): Date => new Date(`${gmt.slice(0, 19)}Z`)
