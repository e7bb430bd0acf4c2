import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import { type ConnectorLink, CredentialsRefused, type Rejection } from '#modules/channels'
import { answerReader } from '#platform/http-client'
import { parseExactly } from './exact-json.ts'
import { type Keys, signRequest } from './signing.ts'

const addresses = z.object({ baseUrl: z.url().default('https://pro.svc.vinted.com') })
/** The portal shows one line: access key, comma, signing key. */
const tokenLine = z
  .string()
  .trim()
  .regex(/^[^,\s]+,[^,\s]+$/)
  .transform((line): Keys => ({ accessKey: line.split(',')[0] ?? '', signingKey: line.split(',')[1] ?? '' }))

export const system = 'vinted-pro'

export type VintedAnswer = { readonly status: number; readonly body: unknown }
type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly json?: unknown
}
export type VintedClient = { call(call: Call): Promise<VintedAnswer> }

/** Signs each request at the moment it leaves: a signature of an earlier attempt would be stale. */
export function createClient({ http, settings, credentials, now }: ConnectorLink): VintedClient {
  const { baseUrl } = addresses.parse(settings)
  const keys = tokenLine.safeParse(credentials.token)
  return {
    async call({ method, path, json }) {
      if (!keys.success)
        throw new CredentialsRefused(
          system,
          'token: paste the whole line of the portal, access key, comma, signing key',
        )
      const body = json === undefined ? '' : JSON.stringify(json)
      const answer = await http.send({
        method,
        url: `${baseUrl}${path}`,
        headers: {
          Accept: 'application/json',
          'X-Vpi-Access-Key': keys.data.accessKey,
          'X-Vpi-Hmac-Sha256': signRequest(keys.data, { method, path, body, at: now() }),
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(json === undefined ? {} : { body }),
      })
      if (answer.status === 401 || answer.status === 403)
        throw new CredentialsRefused(system, `the keys are not accepted (${answer.status})`)
      return { status: answer.status, body: answer.text === '' ? undefined : parseBody(answer.text) }
    },
  }
}

function parseBody(text: string): unknown {
  try {
    return parseExactly(text)
  } catch (cause) {
    throw new Outage(system, `answered something that is not JSON: ${text.slice(0, 200)}`, { cause })
  }
}

/** An answer whose shape we do not know is the vendor's failure, and the message names the field. */
const parse = answerReader(system)

/** The body of a success, parsed; a refusal of the whole call is an Outage, because no entry is to blame. */
export function bodyOf<T>(schema: z.ZodType<T>, answer: VintedAnswer): T {
  if (answer.status >= 300) throw new Outage(system, rejectionOf(answer).message)
  return parse(schema, answer.body)
}

const refusal = z.object({ error: z.string().default(''), message: z.string().default('') })
const noSlot = /slot/i
export const slotsFull = 'vinted-pro.slots-full'

/** 4xx in the vendor's own words. Their wording is not published, so only the word "slot" is understood. */
export function rejectionOf({ status, body }: VintedAnswer): Rejection {
  if (status < 400 || status >= 500) throw new Outage(system, `unexpected answer: status ${status}`)
  const { error, message } = refusal.safeParse(body).data ?? { error: '', message: '' }
  const words = [message, error].find((text) => text !== '') ?? `status ${status}`
  const isFull = noSlot.test(`${error} ${message}`)
  return { code: isFull ? slotsFull : `vinted-pro.${status}`, message: words }
}
