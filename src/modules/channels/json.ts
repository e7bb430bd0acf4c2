import { z } from 'zod'

/** What goes into and comes out of a jsonb column. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
)
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json)
