import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import { type ConnectorLink, CredentialsRefused, type Rejection } from '#modules/channels'
import type { HttpRequest } from '#platform/http-client'

const addresses = z.object({
  baseUrl: z.url().default('https://api.ebay.com'),
  mediaUrl: z.url().default('https://apim.ebay.com'),
  identityUrl: z.url().default('https://apiz.ebay.com'),
})
const credentialsSchema = z.object({ clientId: z.string(), clientSecret: z.string(), refreshToken: z.string() })
const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() })

const scopes = ['', '/sell.inventory', '/sell.fulfillment', '/sell.account']
  .map((scope) => `https://api.ebay.com/oauth/api_scope${scope}`)
  .join(' ')
/** A token is renewed this long before it ends, so that none dies on the way. */
const renewalMs = 60_000

export type EbayAnswer = { readonly status: number; readonly body: unknown; readonly location: string | undefined }
type Call = Pick<HttpRequest, 'method'> & {
  readonly path: string
  readonly host?: 'baseUrl' | 'mediaUrl' | 'identityUrl'
  readonly json?: unknown
  readonly bytes?: { readonly body: Uint8Array<ArrayBuffer>; readonly contentType: string }
}
export type EbayClient = { call(call: Call): Promise<EbayAnswer>; readonly marketplaceId: string }

/** Access tokens by refresh token; they live two hours and cost a request each. */
export type TokenCache = Map<string, { readonly token: string; readonly endsAt: number }>

export function createClient({ http, settings, credentials, now }: ConnectorLink, tokens: TokenCache): EbayClient {
  const hosts = hostsOf(settings)
  const { clientId, clientSecret, refreshToken } = credentialsSchema.parse(credentials)
  const marketplaceId = typeof settings.marketplaceId === 'string' ? settings.marketplaceId : 'EBAY_FR'

  const renew = async (): Promise<string> => {
    const answer = await http.send({
      method: 'POST',
      url: `${hosts.baseUrl}/identity/v1/oauth2/token`,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, scope: scopes }).toString(),
    })
    if (answer.status >= 400)
      throw new CredentialsRefused('ebay', `the refresh token is not accepted (${answer.status})`)
    const { access_token: token, expires_in: seconds } = parse(tokenSchema, answer.json())
    tokens.set(refreshToken, { token, endsAt: now().getTime() + seconds * 1000 - renewalMs })
    return token
  }
  const accessToken = async (): Promise<string> => {
    const known = tokens.get(refreshToken)
    return known && known.endsAt > now().getTime() ? known.token : renew()
  }
  const send = async ({ method, path, host = 'baseUrl', json, bytes }: Call, token: string) =>
    http.send({
      method,
      url: `${hosts[host]}${path}`,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        'Accept-Language': 'fr-FR',
        'X-EBAY-C-MARKETPLACE-ID': marketplaceId,
        ...(json === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Language': 'fr-FR' }),
        ...(bytes ? { 'Content-Type': bytes.contentType } : {}),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(bytes ? { body: bytes.body } : {}),
    })

  return {
    marketplaceId,
    async call(call) {
      let answer = await send(call, await accessToken())
      if (answer.status === 401) answer = await send(call, await renew())
      if (answer.status === 401) throw new CredentialsRefused('ebay', 'the access token is not accepted (401)')
      const location = answer.headers.get('location') ?? undefined
      return { status: answer.status, body: answer.text === '' ? undefined : answer.json(), location }
    },
  }
}

/** Given one base address (a sandbox), it stands for all three of the vendor's hosts. */
function hostsOf(settings: ConnectorLink['settings']): z.output<typeof addresses> {
  const { baseUrl } = settings
  return addresses.parse(
    typeof baseUrl === 'string' ? { mediaUrl: baseUrl, identityUrl: baseUrl, ...settings } : settings,
  )
}

/** An answer whose shape we do not know is the vendor's failure, and the message names the field. */
function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Outage('ebay', `unexpected answer at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`)
}

export const ebayErrors = z
  .array(
    z.object({
      errorId: z.number(),
      message: z.string().default(''),
      longMessage: z.string().optional(),
      parameters: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    }),
  )
  .default([])
export type EbayError = z.output<typeof ebayErrors>[number]

const errorBody = z.object({ errors: ebayErrors })

export const rejectionOf = (error: EbayError): Rejection => ({
  code: `ebay.${error.errorId}`,
  message: error.longMessage ?? error.message,
  ...(error.parameters[0] ? { field: error.parameters[0].name } : {}),
})

/** The reasons of a 4xx answer; anything else that is not a success is unexpected. */
export function rejectionsOf({ status, body }: EbayAnswer): Rejection[] {
  if (status < 400) throw new Outage('ebay', `unexpected answer: status ${status}`)
  return parse(errorBody, body).errors.map(rejectionOf)
}

/** The body of a success, parsed; a refusal of the whole call is an Outage, because no entry is to blame. */
export function bodyOf<T>(schema: z.ZodType<T>, answer: EbayAnswer): T {
  if (answer.status >= 300)
    throw new Outage(
      'ebay',
      rejectionsOf(answer)
        .map(({ code, message }) => `${code} ${message}`)
        .join('; '),
    )
  return parse(schema, answer.body)
}
