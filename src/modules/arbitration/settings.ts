import { z } from 'zod'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { costMax, defaultCosts } from './costs.ts'
import { findSettings, saveSettings } from './store-settings.ts'

export const costsSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*(\.undecided)?$/), z.int().min(0).max(costMax))

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

const defaults: ArbitrationSettings = {
  costs: { ...defaultCosts },
  askHours: 12,
  afterAsking: 'order',
  voucherMinor: 0,
}

export async function getSettings(cx: MaybeTx): Promise<ArbitrationSettings> {
  const stored = settingsSchema.partial().parse((await findSettings(cx)) ?? {})
  return settingsSchema.parse({ ...defaults, ...stored, costs: { ...defaults.costs, ...stored.costs } })
}

/** Changes what is given, of the costs too, and leaves the rest. Decisions already taken stand. */
export const changeSettings = (cx: MaybeTx, { costs, ...change }: SettingsChange): Promise<ArbitrationSettings> =>
  inTransaction(cx, async (tx) => {
    const before = await getSettings(tx)
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    await saveSettings(tx, settingsSchema.parse({ ...before, ...given, costs: { ...before.costs, ...costs } }))
    return getSettings(tx)
  })
