import type { Store } from '#sandbox/store'

/** Everything a stand-in may touch. Time and chance come only from here, so tests and simulations can own them. */
export type Machine = {
  readonly store: Store
  readonly now: () => Date
  readonly random: () => number
  readonly latencyMsDefault: number
}

/** Numbers a person or a test may turn while the sandbox runs; switches are 0 or 1. */
const defaults = {
  'discogs.latencyMs': -1,
  'ebay.latencyMs': -1,
  'testcard.latencyMs': -1,
  'discogs.requestsPerMinute': 60,
  'discogs.jobSeconds': 2,
  'discogs.orderDelaySeconds': 0,
  'discogs.duplicateOrders': 0,
  'ebay.orderDelaySeconds': 0,
  'ebay.duplicateOrders': 0,
  'ebay.outOfStockControl': 1,
  'ebay.revisionsPerDay': 250,
} as const

export type SettingName = keyof typeof defaults
export type Settings = Readonly<Record<SettingName, number>>

const isSettingName = (name: string): name is SettingName => Object.hasOwn(defaults, name)
export const settingNames: readonly SettingName[] = Object.keys(defaults).filter(isSettingName)

export const settingsSchema = 'create table if not exists settings (name text primary key, value real not null) strict;'

export function readSettings(machine: Machine): Settings {
  const settings: Record<SettingName, number> = { ...defaults }
  for (const vendor of ['discogs', 'ebay', 'testcard'] as const)
    settings[`${vendor}.latencyMs`] = machine.latencyMsDefault
  for (const row of machine.store.all('select name, value from settings')) {
    const name = String(row.name)
    if (isSettingName(name)) settings[name] = Number(row.value)
  }
  return settings
}

export function changeSetting(machine: Machine, name: SettingName, value: number): void {
  machine.store.run('insert or replace into settings (name, value) values (?, ?)', name, value)
}
