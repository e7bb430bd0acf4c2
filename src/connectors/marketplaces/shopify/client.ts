import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import { type ConnectorLink, CredentialsRefused, NotNow, type Rejection } from '#modules/channels'
import { answerReader } from '#platform/http-client'
import { shopifySettings } from './settings.ts'

/** Shopify drops a version after twelve months; every document of this folder is validated against this one. */
const apiVersion = '2026-10'
const credentialsSchema = z.object({ token: z.string().min(1) })

export type Variables = Readonly<Record<string, unknown>>
export type ShopifyClient = {
  /** Runs one document; `schema` describes its `data`. */
  ask<T>(schema: z.ZodType<T>, document: string, variables?: Variables): Promise<T>
  /** Posts a file to an address that Shopify gave for it. */
  upload(url: string, form: FormData): Promise<void>
}

const throttle = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number() }),
})
const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }))
    .optional(),
  extensions: z.object({ cost: throttle.optional() }).optional(),
})
type Answer = z.output<typeof answerSchema>

export function createClient({ http, settings, credentials }: ConnectorLink): ShopifyClient {
  const { baseUrl } = shopifySettings.parse(settings)
  const { token } = credentialsSchema.parse(credentials)
  return {
    async ask(schema, query, variables = {}) {
      const answer = await http.send({
        method: 'POST',
        url: `${baseUrl}/admin/api/${apiVersion}/graphql.json`,
        headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': token },
        body: JSON.stringify({ query, variables }),
      })
      if (answer.status === 401 || answer.status === 403)
        throw new CredentialsRefused('shopify', `the access token is not accepted (${answer.status})`)
      if (answer.status >= 300) throw new Outage('shopify', `unexpected answer: status ${answer.status}`)
      const told = parse(answerSchema, answer.json())
      throwErrors(told)
      return parse(schema, told.data)
    },
    async upload(url, form) {
      const encoded = new Response(form)
      const { status } = await http.send({
        method: 'POST',
        url,
        headers: { 'Content-Type': encoded.headers.get('content-type') ?? 'multipart/form-data' },
        body: new Uint8Array(await encoded.arrayBuffer()),
      })
      if (status >= 300) throw new Outage('shopify', `the upload of a photo answered ${status}`)
    },
  }
}

/** Errors of the whole document. Refusals of single entries are in its data, as `userErrors`. */
function throwErrors({ errors = [], extensions }: Answer): void {
  const [first] = errors
  if (!first) return
  if (errors.some((error) => error.extensions?.code === 'THROTTLED')) {
    // Nothing was begun and nobody is at fault: the lane comes back when the bucket can pay.
    throw new NotNow('shopify', 'the query budget is spent', { retryAfterMs: untilAffordable(extensions?.cost) })
  }
  throw new Outage('shopify', errors.map(({ message }) => message).join('; '))
}

const pauseMsDefault = 2_000

/** The bucket fills at a steady rate: how long until the refused document can be paid for. */
function untilAffordable(cost: z.output<typeof throttle> | undefined): number {
  if (!cost) return pauseMsDefault
  const { currentlyAvailable, restoreRate } = cost.throttleStatus
  const missing = Math.max(0, cost.requestedQueryCost - currentlyAvailable)
  return Math.max(100, Math.ceil((missing / Math.max(1, restoreRate)) * 1000))
}

/** An answer whose shape we do not know is the vendor's failure, and the message names the field. */
const parse = answerReader('shopify')

export const userErrors = z.array(
  z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string().nullish() }),
)
export type UserError = z.output<typeof userErrors>[number]

export const rejectionOf = ({ code, message, field }: UserError): Rejection => ({
  code: `shopify.${code ?? 'USER_ERROR'}`,
  message,
  ...(field && field.length > 0 ? { field: field.join('.') } : {}),
})

/** A refusal where nothing of ours can be to blame. */
export function expectNone(errors: readonly UserError[], what: string): void {
  if (errors.length > 0) throw new Outage('shopify', `${what}: ${errors.map(({ message }) => message).join('; ')}`)
}

/** Several operations in one document: aliases and variables are numbered, and Shopify works through them in turn. */
export function aliased<T>(
  entries: readonly T[],
  parts: (entry: T, index: number) => { readonly needs: string; readonly field: string; readonly variables: Variables },
): { readonly needs: string; readonly fields: string; readonly variables: Variables } {
  const all = entries.map(parts)
  return {
    needs: all.map(({ needs }) => needs).join(', '),
    fields: all.map(({ field }) => field).join('\n'),
    variables: Object.assign({}, ...all.map(({ variables }) => variables)),
  }
}
