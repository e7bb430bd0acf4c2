import { z } from '@hono/zod-openapi'
import { type Id, isId, toId } from '#kernel/ids'
import { isLang, type Lang } from '#platform/i18n'

/** The branded id of `name`, e.g. `idSchema<OrderId>('Order')`. */
export const idSchema = <T extends Id<string>>(name: string) =>
  z
    .string()
    .refine(isId, { error: 'not-an-id' })
    .transform((text): T => toId<T>(text))
    .openapi({ type: 'string', format: 'uuid', description: `Id of ${name}` })

/** A language the shop speaks: one that has a folder of texts. */
export const langSchema = z
  .string()
  .refine(isLang, { error: 'not-a-language' })
  .transform((text): Lang => (isLang(text) ? text : 'fr'))
  .openapi({ type: 'string', description: 'A language of the shop, such as fr or en' })

/** An instant; written as ISO 8601 with a zone. */
export const timeSchema = z.date().openapi({ type: 'string', format: 'date-time' })

/** One page of a list; `nextCursor` is null on the last one. `total` may be left out where counting costs too much. */
export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() })

/** The query fields of a list. Spread into the query schema: `z.object({ ...pageQuery, state: … })`. */
export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** What every refused request answers with (RFC 9457). */
export const refusalSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    data: z.record(z.string(), z.unknown()),
    requestId: z.string(),
  })
  .openapi('Problem')
