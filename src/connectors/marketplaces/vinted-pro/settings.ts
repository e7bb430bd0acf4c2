import { z } from 'zod'

const category = z.object({ id: z.number(), takesBrand: z.boolean() })

/** What the site said when the account was connected: where our goods stand, which conditions and parcels there are. */
export const vintedSettings = z.looseObject({
  publicUrl: z.url().optional(),
  currency: z.string().default('EUR'),
  categories: z.object({ vinyl: category.nullable(), cd: category.nullable(), cassette: category.nullable() }),
  conditions: z.array(z.object({ rank: z.number(), id: z.number() })),
  /** Newer ontologies tell the condition as an attribute, older ones as `status_id`. */
  isConditionAttribute: z.boolean(),
  /** From small to large. */
  packageSizes: z.array(z.number()),
})
export type VintedSettings = z.output<typeof vintedSettings>
export type VintedCategory = z.output<typeof category>
