export {
  changeSetting,
  type Machine,
  readSettings,
  type SettingName,
  type Settings,
  settingNames,
  settingsSchema,
} from './machine.ts'
export { seeded } from './random.ts'
export { type Vendor, type VendorName, vendorNames } from './vendor.ts'
