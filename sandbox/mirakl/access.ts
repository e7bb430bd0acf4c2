import type { Context, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { MiraklRefusal, refuseMirakl } from './refusal.ts'
import { shop } from './seller.ts'

/** The shop's key stands alone in the header: no `Bearer`, no `Basic`. */
export const shopKey: MiddlewareHandler = async (c, next) => {
  if (c.req.header('authorization') !== shop.key) refuseMirakl(401, 'Unauthorized')
  const asked = c.req.query('shop_id')
  if (asked !== undefined && asked !== String(shop.id)) refuseMirakl(404, `Shop with identifier ${asked} not found`)
  await next()
}

/**
 * "Maximum usage" of the seller API, in seconds between two calls. Operators may enforce it; this stand-in always does,
 * with the 429 that Mirakl's portal names. A refused call does not count.
 */
const pausesSeconds = {
  OF01: 60,
  OF02: 60,
  OF03: 60,
  OF24: 60,
  OR11: 60,
  PRI01: 60,
  PRI02: 60,
  PRI03: 60,
  STO01: 60,
  STO02: 15,
  STO03: 60,
} as const
export type LimitedOperation = keyof typeof pausesSeconds

export type OperationGate = (operation: LimitedOperation) => void

export function createGate({ now }: Machine): OperationGate {
  const lastAt = new Map<LimitedOperation, number>()
  return (operation) => {
    const pauseMs = pausesSeconds[operation] * 1000
    const at = now().getTime()
    const leftMs = (lastAt.get(operation) ?? Number.NEGATIVE_INFINITY) + pauseMs - at
    if (leftMs > 0) {
      const retryAfterSeconds = Math.ceil(leftMs / 1000)
      throw new MiraklRefusal(429, `${operation}: too many requests`, { retryAfterSeconds })
    }
    lastAt.set(operation, at)
  }
}

const pageMax = 100
const Page = z.object({
  max: z.coerce.number().int().min(1).max(pageMax).default(10),
  offset: z.coerce.number().int().min(0).default(0),
})

export function pageOf(c: Context): z.output<typeof Page> {
  const parsed = Page.safeParse(c.req.query())
  return parsed.success ? parsed.data : refuseMirakl(400, `max must be 1 to ${pageMax}, offset 0 or more`)
}

/** A wrong body is told by the name of the field, as Mirakl's validation does. */
export async function jsonBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (!c.req.header('content-type')?.startsWith('application/json')) refuseMirakl(415, 'Unsupported Media Type')
  const text = await c.req.text()
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refuseMirakl(400, `${issue?.path.join('.') || 'body'}: ${issue?.message}`, 'VALIDATION_ERROR')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuseMirakl(400, 'Malformed JSON')
  }
}

/** The `file` of an import form, and its other fields. */
export async function uploadedForm(c: Context): Promise<{ csv: string; fields: FormData }> {
  if (!c.req.header('content-type')?.startsWith('multipart/form-data')) refuseMirakl(415, 'Unsupported Media Type')
  const fields = await c.req.formData()
  const file = fields.get('file')
  return file instanceof File ? { csv: await file.text(), fields } : refuseMirakl(400, 'file: may not be null')
}
