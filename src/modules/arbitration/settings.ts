import { inTransaction, type MaybeTx } from '#platform/cx'
import { defaultCosts } from './costs.ts'
import { type ArbitrationSettings, type SettingsChange, settingsSchema } from './settings-schema.ts'
import { findSettings, saveSettings } from './store-settings.ts'

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
