import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import { type ConnectorLink, CredentialsRefused, type Rejection } from '#modules/channels'
import { answerReader, type HttpRequest } from '#platform/http-client'
import { miraklSettings } from './settings.ts'

const credentialsSchema = z.object({ apiKey: z.string().min(1) })

/** Operations that Mirakl limits on their own; everything else may be asked "at each page view". */
export type LimitedOperation = 'OF01' | 'OF02' | 'OF03' | 'OF24' | 'OR11' | 'PRI01' | 'PRI02' | 'STO01' | 'STO02'

export type MiraklAnswer = { readonly status: number; readonly text: string; readonly body: () => unknown }
type Call = Pick<HttpRequest, 'method'> & {
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly csv?: string
  /** Fields beside the file. */
  readonly fields?: Readonly<Record<string, string>>
  readonly operation?: LimitedOperation
}
export type MiraklClient = {
  /** Which shop at which operator. */
  readonly account: string
  call(call: Call): Promise<MiraklAnswer>
}

/** The key stands alone in the header; a user of several shops says which one with every call. */
export function createClient({ http, settings, credentials }: ConnectorLink): MiraklClient {
  const { baseUrl, shopId } = miraklSettings.parse(settings)
  const { apiKey } = credentialsSchema.parse(credentials)
  return {
    account: `${baseUrl} ${shopId ?? apiKey}`,
    async call({ method, path, query = {}, json, csv, fields = {}, operation }) {
      const search = new URLSearchParams({ ...query, ...(shopId ? { shop_id: shopId } : {}) }).toString()
      const content = await contentOf({ json, fields, ...(csv === undefined ? {} : { csv }) })
      const answer = await http.send({
        method,
        url: `${baseUrl}/api${path}${search ? `?${search}` : ''}`,
        headers: { Authorization: apiKey, Accept: 'application/json', ...content.headers },
        ...(content.body === undefined ? {} : { body: content.body }),
        ...(operation === undefined ? {} : { operation }),
      })
      if (answer.status === 401) throw new CredentialsRefused('mirakl', 'the shop key is not accepted (401)')
      return { status: answer.status, text: answer.text, body: () => answer.json() }
    },
  }
}

type Content = { headers: Readonly<Record<string, string>>; body?: string | Uint8Array<ArrayBuffer> }

async function contentOf({ json, csv, fields = {} }: Pick<Call, 'json' | 'csv' | 'fields'>): Promise<Content> {
  if (json !== undefined) return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(json) }
  if (csv === undefined) return { headers: {} }
  const form = new FormData()
  form.append('file', new Blob([csv], { type: 'text/csv' }), 'etal.csv')
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const encoded = new Response(form)
  return {
    headers: { 'Content-Type': encoded.headers.get('content-type') ?? 'multipart/form-data' },
    body: new Uint8Array(await encoded.arrayBuffer()),
  }
}

/** An answer whose shape we do not know is the vendor's failure, and the message names the field. */
export const parse = answerReader('mirakl')

const refusal = z.object({ message: z.string(), error_code: z.string().optional() })

/** 4xx in the vendor's own words. Anything else that is not a success is unexpected. */
export function rejectionOf({ status, text, body }: MiraklAnswer): Rejection {
  if (status < 400) throw new Outage('mirakl', `unexpected answer: status ${status}`)
  const { message, error_code: code } = parse(refusal, text === '' ? { message: `status ${status}` } : body())
  return { code: `mirakl.${code ?? status}`, message }
}

/** The body of a success, parsed; a refusal of the whole call is an Outage, because no entry is to blame. */
export function bodyOf<T>(schema: z.ZodType<T>, answer: MiraklAnswer): T {
  if (answer.status < 300) return parse(schema, answer.body())
  const { code, message } = rejectionOf(answer)
  throw new Outage('mirakl', `${code} ${message}`)
}

/** The vendor (or our own count of its limit) names the time to come back: this operation is spent, others may be free. */
export const isSpent = (error: unknown): error is Outage =>
  error instanceof Outage && !(error instanceof CredentialsRefused) && error.retryAfterMs !== undefined
