import { z } from 'zod'
import { costMax } from './costs.ts'

const channel = z.string().regex(/^[a-z][a-z0-9-]{0,39}(\.undecided)?$/, 'a channel, or <channel>.undecided')
export const costsSchema = z.record(channel, z.int().min(0).max(costMax))

export const settingsSchema = z.object({
  /** Points per channel, all that are known; see costs.ts. */
  costs: costsSchema,
  /** How long a person is asked about a copy that is held, quoted or packed for a market. */
  askHours: z.int().min(1).max(168),
  /** Who gets such a copy when nobody answered. */
  afterAsking: z.enum(['order', 'holder']),
  /** Named in the apology to a buyer of the own shop; 0: none. */
  voucherMinor: z.int().min(0).max(100_000),
})

export type ArbitrationSettings = z.output<typeof settingsSchema>
export type SettingsChange = { readonly [K in keyof ArbitrationSettings]?: ArbitrationSettings[K] | undefined }
