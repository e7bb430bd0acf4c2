export {
  changeSetting,
  type Delivery,
  type Machine,
  readSetting,
  readSettings,
  type SettingName,
  type Settings,
  settingsSchema,
} from './machine.ts'
export { seeded } from './random.ts'
export type { Vendor } from './vendor.ts'
