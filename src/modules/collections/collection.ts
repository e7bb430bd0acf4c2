import { z } from '@hono/zod-openapi'
import type { Id } from '#kernel/ids'
import { mediaGrades } from '#modules/catalog'

export type CollectionId = Id<'Collection'>

const textSchema = z.object({ title: z.string().trim().min(1).max(120), intro: z.string().max(5000) })
const textsSchema = z
  .record(z.string().regex(/^[a-z]{2}(-[a-z]{2})?$/), textSchema)
  .describe('One per language; a missing language reads French')
export type CollectionTexts = z.output<typeof textsSchema>

const words = z.array(z.string().trim().min(1).max(120)).min(1).max(50)
const cents = z.int().min(0).max(100_000_000)

/** What belongs to a collection by rule; every condition that is there must hold. Read by `collection_variants` in SQL. */
const ruleSchema = z
  .object({
    media: z
      .array(z.enum(['vinyl', 'cd', 'cassette', 'other']))
      .min(1)
      .optional(),
    genres: words.optional(),
    decades: z.array(z.int().min(1800).max(2100).multipleOf(10)).min(1).max(20).optional(),
    countries: words.optional(),
    labels: words.optional(),
    condition: z.enum(['new', 'used']).optional(),
    grade: z.enum(mediaGrades).optional(),
    priceMinMinor: cents.optional(),
    priceMaxMinor: cents.optional(),
    addedSinceDays: z.int().min(1).max(3650).optional(),
  })
  .strict()

export const contentSchema = z.object({
  kind: z.enum(['picked', 'rule']),
  rule: ruleSchema,
  isShown: z.boolean(),
  pictureKey: z
    .string()
    .regex(/^photos\/content\/[0-9a-f]{32}\.webp$/)
    .nullable(),
  texts: textsSchema,
  productSlugs: z
    .array(z.string().max(200))
    .max(500)
    .describe('Picked products in their order, by the word in their address'),
})
export type CollectionContent = z.output<typeof contentSchema>
