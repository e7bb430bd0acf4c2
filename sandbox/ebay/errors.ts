import type { z } from 'zod'

/** One entry of eBay's `errors` array: https://developer.ebay.com/api-docs/static/handling-error-messages.html. */
export type EbayError = {
  errorId: number
  domain: string
  subdomain?: string
  category: 'REQUEST' | 'APPLICATION' | 'BUSINESS'
  message: string
  longMessage?: string
  parameters?: { name: string; value: string }[]
}

export type EbayStatus = 400 | 401 | 403 | 404 | 409 | 415 | 500

export class EbayRefusal extends Error {
  readonly status: EbayStatus
  readonly errors: readonly EbayError[]

  constructor(status: EbayStatus, errors: readonly EbayError[]) {
    super(errors.map((error) => `${error.errorId} ${error.message}`).join('; '))
    this.name = 'EbayRefusal'
    this.status = status
    this.errors = errors
  }
}

type Parameters = Readonly<Record<string, string | number>>

const parameterList = (parameters: Parameters) =>
  Object.entries(parameters).map(([name, value]) => ({ name, value: String(value) }))

/** An error of the Inventory API. */
export const inventoryError = (errorId: number, message: string, parameters: Parameters = {}): EbayError => ({
  errorId,
  domain: 'API_INVENTORY',
  subdomain: 'Selling',
  category: errorId === 25001 ? 'APPLICATION' : 'REQUEST',
  message,
  ...(Object.keys(parameters).length === 0 ? {} : { parameters: parameterList(parameters) }),
})

/** `status` is 400 for nearly everything; not found is 404. */
export function refuseInventory(
  errorId: number,
  message: string,
  { status = 400, parameters = {} }: { status?: EbayStatus; parameters?: Parameters } = {},
): never {
  throw new EbayRefusal(status, [inventoryError(errorId, message, parameters)])
}

/** Errors of the other Sell and Commerce APIs: same shape, their own domain. */
export function refuseEbay(status: EbayStatus, domain: string, [errorId, message]: readonly [number, string]): never {
  throw new EbayRefusal(status, [{ errorId, domain, category: 'REQUEST', message, longMessage: message }])
}

export const accessError = (errorId: number, message: string, reason: string): EbayError => ({
  errorId,
  domain: 'ACCESS',
  category: 'REQUEST',
  message,
  longMessage: message,
  parameters: [{ name: 'reason', value: reason }],
})

/** The gateway reads the body before any API sees it; a wrong type is told by the name of the field. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const path = (parsed.error.issues[0]?.path ?? []).map(String).join('.')
  throw new EbayRefusal(400, [accessError(2004, 'Invalid request', `Could not serialize field [${path}]`)])
}
