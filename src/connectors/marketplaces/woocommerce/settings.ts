import { z } from 'zod'
import type { JsonObject } from '#modules/channels'
import { isLang, type Lang } from '#platform/i18n'

/** What connecting a shop found out or created; kept with the account, never secret. */
export const wooSettings = z.looseObject({
  baseUrl: z.url(),
  /** Our own shop's address: the other shop fetches the pictures from there. */
  publicUrl: z.url().optional(),
  weightUnit: z.enum(['kg', 'g', 'lbs', 'oz']).default('kg'),
  categories: z.object({ vinyl: z.number(), cd: z.number(), cassette: z.number(), other: z.number() }),
})
export type WooSettings = z.output<typeof wooSettings>

/** The language of what buyers of this shop read. */
export const langOf = ({ lang }: JsonObject | WooSettings): Lang => (isLang(lang) ? lang : 'fr')
