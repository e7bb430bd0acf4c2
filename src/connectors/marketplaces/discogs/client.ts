import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import { type ConnectorLink, CredentialsRefused, type Rejection } from '#modules/channels'
import { answerReader, type HttpRequest } from '#platform/http-client'

const discogsSettings = z.object({ baseUrl: z.url().default('https://api.discogs.com') })
const discogsCredentials = z.object({ token: z.string().min(1) })

const userAgent = 'Etal/0.1 +https://github.com/etal-shop/etal'

export type DiscogsAnswer = { readonly status: number; readonly body: unknown; readonly location: string | undefined }
type Call = Pick<HttpRequest, 'method' | 'body'> & { readonly path: string; readonly contentType?: string }
export type DiscogsClient = {
  readonly username: string
  call(call: Call): Promise<DiscogsAnswer>
  download(path: string): Promise<string>
}

/** Every request carries the token and a User-Agent of our own; without one Discogs blocks silently. */
export function createClient({ http, settings, credentials }: ConnectorLink): DiscogsClient {
  const { baseUrl } = discogsSettings.parse(settings)
  const { token } = discogsCredentials.parse(credentials)
  const send = async ({ method, path, body, contentType = 'application/json' }: Call) => {
    const answer = await http.send({
      method,
      url: `${baseUrl}${path}`,
      headers: {
        Authorization: `Discogs token=${token}`,
        'User-Agent': userAgent,
        ...(body === undefined ? {} : { 'Content-Type': contentType }),
      },
      ...(body === undefined ? {} : { body }),
    })
    if (answer.status === 401) throw new CredentialsRefused('discogs', 'the token is not accepted (401)')
    return answer
  }
  return {
    username: typeof settings.username === 'string' ? settings.username : '',
    async call(call) {
      const answer = await send(call)
      const location = answer.headers.get('location') ?? undefined
      return { status: answer.status, body: answer.text === '' ? undefined : answer.json(), location }
    },
    async download(path) {
      const { status, text } = await send({ method: 'GET', path })
      if (status >= 300) throw new Outage('discogs', `the download answered ${status}`)
      return text
    },
  }
}

/** An answer whose shape we do not know is the vendor's failure, and the message names the field. */
export const parse = answerReader('discogs')

const refusal = z.object({ message: z.string() })

/** 4xx in the vendor's own words. Anything else that is not a success is unexpected. */
export function rejectionOf({ status, body }: DiscogsAnswer): Rejection {
  const parsed = refusal.safeParse(body)
  if (status < 400 || status >= 500 || !parsed.success)
    throw new Outage('discogs', `unexpected answer: status ${status}`)
  const field = /^Invalid (\w+)/.exec(parsed.data.message)?.[1]
  return { code: `discogs.${status}`, message: parsed.data.message, ...(field ? { field } : {}) }
}
