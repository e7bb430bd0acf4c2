import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { ProviderAccount } from '#modules/payments'
import { answerReader, type HttpAnswer, type HttpClient } from '#platform/http-client'

export const read = answerReader('paypal')

export type PayPalRequest = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** `PayPal-Request-Id`: the vendor answers a repetition with what it answered before. */
  readonly key?: string
  readonly body?: string
}

export type PayPalApi = {
  readonly account: ProviderAccount
  send(request: PayPalRequest): Promise<HttpAnswer>
}

type Parts = {
  readonly http: HttpClient
  readonly apiUrl: string
  readonly account: ProviderAccount
  /** Access tokens by client id; one is used until the vendor refuses it. */
  readonly tokens: Map<string, string>
}

const Token = z.object({ access_token: z.string() })

export function payPalClient({ http, apiUrl, account, tokens }: Parts): PayPalApi {
  const renew = async (): Promise<string> => {
    const credentials = Buffer.from(`${account.publicKey}:${account.secretKey}`).toString('base64')
    const answer = await http.send({
      method: 'POST',
      url: `${apiUrl}/v1/oauth2/token`,
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    })
    if (answer.status !== 200) throw unexpected(answer)
    const token = read(Token, answer.json()).access_token
    tokens.set(account.publicKey, token)
    return token
  }
  const attempt = (token: string, { method, path, key, body }: PayPalRequest): Promise<HttpAnswer> =>
    http.send({
      method,
      url: `${apiUrl}${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        prefer: 'return=representation',
        ...(key !== undefined && { 'paypal-request-id': key }),
      },
      ...(body !== undefined && { body }),
    })
  return {
    account,
    async send(request) {
      const answer = await attempt(tokens.get(account.publicKey) ?? (await renew()), request)
      return answer.status === 401 ? attempt(await renew(), request) : answer
    },
  }
}

const Problem = z.object({ name: z.string(), details: z.array(z.object({ issue: z.string() })).default([]) })

/** The vendor's word for what is wrong, most telling first. */
export function issueOf(answer: HttpAnswer): string {
  const parsed = Problem.safeParse(answer.json())
  return parsed.success ? (parsed.data.details[0]?.issue ?? parsed.data.name) : `HTTP_${answer.status}`
}

/** An answer outside the contract leaves the outcome unknown, which is what an Outage means: ask again later. */
export const unexpected = (answer: HttpAnswer): Outage =>
  new Outage('paypal', `answered ${answer.status}: ${answer.text.slice(0, 200)}`)
