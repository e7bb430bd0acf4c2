import type { Machine, SettingName } from '#sandbox/machine'
import { isWord, type Lang, say } from '#sandbox/pages'

/** Every setting that a vendor declares. */
export const settingNames = ({ defaults }: Machine): SettingName[] => Object.keys(defaults).filter(isSettingName)

export const vendorNames = (machine: Machine): string[] => [
  ...new Set(settingNames(machine).map((name) => name.slice(0, name.indexOf('.')))),
]

const isSettingName = (name: string): name is SettingName => name.includes('.')

/** `ebay : délai de réponse (ms)`; a setting without words shows its own name. */
export function settingLabel(lang: Lang, name: SettingName): string {
  const vendor = name.slice(0, name.indexOf('.'))
  const word = `setting.${name.slice(vendor.length + 1)}`
  return `${vendor}${lang === 'fr' ? ' : ' : ': '}${isWord(word) ? say(lang, word) : name}`
}
