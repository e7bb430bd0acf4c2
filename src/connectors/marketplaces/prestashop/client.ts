import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import { type ConnectorLink, CredentialsRefused, type Rejection } from '#modules/channels'
import { answerReader, type HttpRequest } from '#platform/http-client'
import { buildXml, listOf, parseXml } from './xml.ts'

const address = z.object({ baseUrl: z.url() })
const keySchema = z.object({ key: z.string().min(1) })

/** `content` is what stands inside `<prestashop>`; empty for an answer without a body. */
export type PrestaAnswer = { readonly status: number; readonly content: Readonly<Record<string, unknown>> }
type Call = Pick<HttpRequest, 'method'> & {
  /** Below /api, e.g. `products/5`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly xml?: object
  readonly bytes?: { readonly body: Uint8Array<ArrayBuffer>; readonly contentType: string }
}
export type PrestaClient = { call(call: Call): Promise<PrestaAnswer> }

const timeoutMs = 30_000
/** The key is wrong, not meant for this shop, or lacks a right on a resource or on this use of it. */
const keyRefused: readonly number[] = [401, 403, 405]

/** The key is the user's name of a Basic authentication, the password is empty. */
export function createClient({ http, settings, credentials }: ConnectorLink): PrestaClient {
  const { baseUrl } = address.parse(settings)
  const { key } = keySchema.parse(credentials)
  return {
    async call({ method, path, query, xml, bytes }) {
      const body = xml === undefined ? bytes?.body : buildXml(xml)
      const contentType = xml === undefined ? bytes?.contentType : 'text/xml; charset=utf-8'
      const answer = await http.send({
        method,
        url: `${baseUrl.replace(/\/+$/, '')}/api/${path}${query ? `?${new URLSearchParams(query)}` : ''}`,
        timeoutMs,
        headers: {
          Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
          ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
        },
        ...(body === undefined ? {} : { body }),
      })
      if (keyRefused.includes(answer.status)) {
        throw new CredentialsRefused('prestashop', `the key is not accepted: ${wordsOf(answer.text)}`)
      }
      return { status: answer.status, content: answer.text === '' ? {} : parseXml(answer.text) }
    },
  }
}

const wordsOf = (text: string): string =>
  /<message>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/message>/s.exec(text)?.[1] ?? '401'

/** An answer whose shape we do not know is the vendor's failure, and the message names the field. */
export const parse = answerReader('prestashop')

const errors = z.object({
  errors: z.object({ error: listOf(z.object({ code: z.string().default('0'), message: z.string() })) }),
})

/** The reasons of a 4xx answer; anything else that is not a success is unexpected. */
export function rejectionsOf({ status, content }: PrestaAnswer): Rejection[] {
  if (status < 400) throw new Outage('prestashop', `unexpected answer: status ${status}`)
  return parse(errors, content).errors.error.map(({ code, message }) => {
    const field = /Property \w+->(\w+)|parameter "(\w+)"|[Tt]he field (\w+)/.exec(message)?.slice(1).find(Boolean)
    return { code: `prestashop.${code}`, message, ...(field ? { field } : {}) }
  })
}

/** The content of a success, parsed; a refusal of a reading is an Outage, because no listing is to blame. */
export function contentOf<T>(schema: z.ZodType<T>, answer: PrestaAnswer): T {
  if (answer.status < 300) return parse(schema, answer.content)
  const reasons = answer.status === 404 ? [{ code: '404', message: 'not found' }] : rejectionsOf(answer)
  throw new Outage('prestashop', reasons.map(({ code, message }) => `${code} ${message}`).join('; '))
}

/** `[1|2|3]`; the vendor takes one value without the bar as well. */
export const anyOf = (values: readonly string[]): string => `[${values.join('|')}]`

/** As many values as an address surely has room for. */
const valuesMax = 100

/** Reads for all these values, a hundred at a time. */
export async function readFor<T>(
  values: readonly string[],
  read: (filter: string) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = []
  for (let start = 0; start < values.length; start += valuesMax) {
    found.push(...(await read(anyOf(values.slice(start, start + valuesMax)))))
  }
  return found
}
