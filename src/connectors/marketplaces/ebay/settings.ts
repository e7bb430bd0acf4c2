import { z } from 'zod'

const category = z.object({
  id: z.string(),
  conditionIds: z.array(z.string()),
  /** Our fact → the name this category has for it. */
  aspects: z.record(z.string(), z.string()),
  /** Names without which the site takes no listing. */
  required: z.array(z.string()).default([]),
  /** Names that take one value only. */
  single: z.array(z.string()).default([]),
  /** Names that take no value but these. */
  choices: z.record(z.string(), z.array(z.string())).default({}),
})

/** What connecting an account found out or created; kept with the account, never secret. */
export const ebaySettings = z.looseObject({
  marketplaceId: z.string().default('EBAY_FR'),
  currency: z.string().default('EUR'),
  merchantLocationKey: z.string(),
  fulfillmentPolicyId: z.string(),
  paymentPolicyId: z.string(),
  returnPolicyId: z.string(),
  categories: z.object({ vinyl: category, cd: category, cassette: category }),
})
export type EbaySettings = z.output<typeof ebaySettings>
export type EbayCategory = z.output<typeof category>
