import { createHash } from 'node:crypto'
import type { Settings } from '#modules/team'
import { type Lang, translate } from '#platform/i18n'
import { neededSettings, termsBlocks } from './blocks.ts'

export type TermsTexts = Readonly<Record<string, string>>
type Missing = (typeof neededSettings)[number]

export const missingSettings = (settings: Settings): Missing[] =>
  neededSettings.filter((name) => settings[name].trim() === '')

/** The terms of sale, whole, with the guarantees, the way to withdraw and its model form: what a buyer keeps. */
function termsText(lang: Lang, settings: Settings): string {
  const missing = translate(lang, 'shop:legal.missing')
  const values = {
    name: settings.shopName,
    identity: settings.legalIdentity || missing,
    address: settings.address.replaceAll('\n', ', '),
    email: settings.email,
    phone: settings.phone,
    mediator: settings.mediator || missing,
    vat: settings.vatNotice,
  }
  const part = (key: string): string =>
    `${translate(lang, `shop:${key}.title`)}\n\n${translate(lang, `shop:${key}.text`, values).trim()}`
  const parts = [
    ...termsBlocks.map(({ name }) => part(`terms.${name}`)),
    ...['returns', 'guarantees', 'form'].map((name) => part(`delivery.${name}`)),
  ]
  const note = lang === 'fr' ? [] : [translate(lang, 'legal:translation')]
  return [translate(lang, 'shop:terms.title'), ...note, ...parts].join('\n\n')
}

/** In the two languages that are always there; others read the French, which is authoritative. */
export const termsTexts = (settings: Settings): TermsTexts => ({
  fr: termsText('fr', settings),
  en: termsText('en', settings),
})

export const digestOf = (texts: TermsTexts): string =>
  createHash('sha256')
    .update(texts.fr ?? '')
    .digest('hex')
