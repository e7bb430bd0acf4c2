import { z } from 'zod'
import type { JsonObject } from '#modules/channels'
import { isLang, type Lang } from '#platform/i18n'

/** What connecting a shop found out or created; kept with the account, never secret. */
export const prestaSettings = z.looseObject({
  baseUrl: z.url(),
  timeZone: z.string(),
  weightUnit: z.enum(['kg', 'g', 'lb']),
  languageIds: z.array(z.string()).min(1),
  categories: z.object({ vinyl: z.string(), cd: z.string(), cassette: z.string(), other: z.string() }),
})
export type PrestaSettings = z.output<typeof prestaSettings>

/** The language of what buyers of this shop read. */
export const langOf = ({ lang }: JsonObject | PrestaSettings): Lang => (isLang(lang) ? lang : 'fr')
