import en from '#texts/en/sandbox.json' with { type: 'json' }
import fr from '#texts/fr/sandbox.json' with { type: 'json' }

export type Lang = 'fr' | 'en'
export type Word = keyof typeof fr & keyof typeof en

const texts = { fr, en }

export const isWord = (key: string): key is Word => Object.hasOwn(fr, key) && Object.hasOwn(en, key)

/** The text of a key with its `{{names}}` filled in. */
export const say = (lang: Lang, word: Word, values: Readonly<Record<string, string | number>> = {}): string =>
  texts[lang][word].replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name] ?? ''))

/** French unless the address says `?lang=en` or the browser asks for English first. */
export function languageOf({ asked, accepted }: { asked: string | undefined; accepted: string | undefined }): Lang {
  if (asked === 'fr' || asked === 'en') return asked
  return accepted?.toLowerCase().startsWith('en') ? 'en' : 'fr'
}

const locales = { fr: 'fr-FR', en: 'en-GB' }

export const moneyText = (lang: Lang, minor: number): string =>
  new Intl.NumberFormat(locales[lang], { style: 'currency', currency: 'EUR' }).format(minor / 100)

export const timeText = (lang: Lang, at: Date): string =>
  new Intl.DateTimeFormat(locales[lang], { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Paris' }).format(
    at,
  )
