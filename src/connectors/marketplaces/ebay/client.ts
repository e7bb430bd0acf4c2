import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import { type ConnectorLink, CredentialsRefused, type Rejection } from '#modules/channels'
import { answerReader, type HttpRequest } from '#platform/http-client'

const addresses = z.object({
  baseUrl: z.url().default('https://api.ebay.com'),
  mediaUrl: z.url().default('https://apim.ebay.com'),
  identityUrl: z.url().default('https://apiz.ebay.com'),
})
const credentialsSchema = z.object({ clientId: z.string(), clientSecret: z.string(), refreshToken: z.string() })
const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() })

/** What a client may do without any seller. A refreshed user token keeps every scope of its consent, so none is named. */
const applicationScope = 'https://api.ebay.com/oauth/api_scope'
/** A token is renewed this long before it ends, so that none dies on the way. */
const renewalMs = 60_000

/** The older Post-Order API has its own word before the same token. */
const postOrder = '/post-order/'

export type EbayAnswer = { readonly status: number; readonly body: unknown; readonly location: string | undefined }
type Call = Pick<HttpRequest, 'method'> & {
  readonly path: string
  readonly host?: 'baseUrl' | 'mediaUrl' | 'identityUrl'
  /** Notification keys and destinations belong to the application, everything else to the seller. */
  readonly as?: 'user' | 'application'
  readonly json?: unknown
  readonly bytes?: { readonly body: Uint8Array<ArrayBuffer>; readonly contentType: string }
}
export type EbayClient = { call(call: Call): Promise<EbayAnswer>; readonly marketplaceId: string }

/** Access tokens by what they were asked with; they live two hours and cost a request each. */
export type TokenCache = Map<string, { readonly token: string; readonly endsAt: number }>

export function createClient({ http, settings, credentials, now }: ConnectorLink, tokens: TokenCache): EbayClient {
  const hosts = hostsOf(settings)
  const { clientId, clientSecret, refreshToken } = credentialsSchema.parse(credentials)
  const marketplaceId = typeof settings.marketplaceId === 'string' ? settings.marketplaceId : 'EBAY_FR'

  const grants = {
    user: { grant_type: 'refresh_token', refresh_token: refreshToken },
    application: { grant_type: 'client_credentials', scope: applicationScope },
  } as const
  type Holder = keyof typeof grants
  const cacheKey = (as: Holder): string => `${as} ${clientId} ${as === 'user' ? refreshToken : ''}`

  const renew = async (as: Holder): Promise<string> => {
    const answer = await http.send({
      method: 'POST',
      url: `${hosts.baseUrl}/identity/v1/oauth2/token`,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      },
      body: new URLSearchParams(grants[as]).toString(),
    })
    if (answer.status >= 400)
      throw new CredentialsRefused(
        'ebay',
        `the ${as === 'user' ? 'refresh token' : 'client'} is not accepted (${answer.status})`,
      )
    const { access_token: token, expires_in: seconds } = parse(tokenSchema, answer.json())
    tokens.set(cacheKey(as), { token, endsAt: now().getTime() + seconds * 1000 - renewalMs })
    return token
  }
  const accessToken = async (as: Holder): Promise<string> => {
    const known = tokens.get(cacheKey(as))
    return known && known.endsAt > now().getTime() ? known.token : renew(as)
  }
  const send = async ({ method, path, host = 'baseUrl', json, bytes }: Call, token: string) =>
    http.send({
      method,
      url: `${hosts[host]}${path}`,
      headers: {
        Authorization: `${path.startsWith(postOrder) ? 'IAF' : 'Bearer'} ${token}`,
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
      const { as = 'user' } = call
      let answer = await send(call, await accessToken(as))
      if (answer.status === 401) answer = await send(call, await renew(as))
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

const parse = answerReader('ebay')

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

/** The Post-Order API calls its list `error`. */
const errorBody = z.union([
  z.object({ errors: ebayErrors.unwrap() }).transform(({ errors }) => errors),
  z.object({ error: ebayErrors.unwrap() }).transform(({ error }) => error),
])

export const rejectionOf = (error: EbayError): Rejection => ({
  code: `ebay.${error.errorId}`,
  message: error.longMessage ?? error.message,
  ...(error.parameters[0] ? { field: error.parameters[0].name } : {}),
})

/** The reasons of a 4xx answer; anything else that is not a success is unexpected. */
export function rejectionsOf({ status, body }: EbayAnswer): Rejection[] {
  if (status < 400) throw new Outage('ebay', `unexpected answer: status ${status}`)
  return parse(errorBody, body).map(rejectionOf)
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
