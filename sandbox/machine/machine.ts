import type { Store } from '#sandbox/store'

/** Everything a stand-in may touch. Time and chance come only from here, so tests and simulations can own them. */
export type Machine = {
  readonly store: Store
  readonly now: () => Date
  readonly random: () => number
  /** The first values of every vendor's settings. */
  readonly defaults: Settings
  /** The way to the sellers' own addresses, for vendors that test one while it is registered. Absent: nobody is asked. */
  readonly reach?: (request: Request) => Promise<Response>
}

/** `<vendor>.<setting>` */
export type SettingName = `${string}.${string}`
export type Settings = Readonly<Record<string, number>>

/** One message on its way from a vendor to a seller's address. */
export type Delivery = {
  readonly id: number
  readonly vendor: string
  readonly url: string
  readonly topic: string
  readonly eventId: string
  readonly body: string
  readonly attempt: number
}

export const settingsSchema = 'create table if not exists settings (name text primary key, value real not null) strict;'

export function readSettings({ defaults, store }: Machine): Settings {
  const changed = store.all('select name, value from settings').map((row) => [String(row.name), Number(row.value)])
  return { ...defaults, ...Object.fromEntries(changed) }
}

/** One setting; a name that no vendor declared is a bug. */
export function readSetting(machine: Machine, name: SettingName): number {
  const value = readSettings(machine)[name]
  if (value === undefined) throw new Error(`no vendor of the sandbox declares the setting ${name}`)
  return value
}

export function changeSetting(machine: Machine, name: SettingName, value: number): void {
  if (!Object.hasOwn(machine.defaults, name)) throw new Error(`no vendor of the sandbox declares the setting ${name}`)
  machine.store.run('insert or replace into settings (name, value) values (?, ?)', name, value)
}
