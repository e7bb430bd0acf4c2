import { createHash } from 'node:crypto'
import type { Settings } from '#modules/team'
import { type Lang, translate } from '#platform/i18n'
import { phoneWords } from '#platform/phone'
import { neededSettings, termsBlocks } from './blocks.ts'

export type TermsTexts = Readonly<Record<string, string>>
type Missing = (typeof neededSettings)[number]

export const missingSettings = (settings: Settings): Missing[] =>
  neededSettings.filter((name) => settings[name].trim() === '')

/** Who sells, in one line: form and register, SIREN, VAT number. */
export const identityOf = ({ legalIdentity, siren, vatNumber }: Settings): string =>
  [legalIdentity, siren && `SIREN ${siren}`, vatNumber && `TVA ${vatNumber}`].filter(Boolean).join(', ')

/** What the sentences of the terms are filled with. */
export function termsValues(lang: Lang, settings: Settings) {
  const missing = translate(lang, 'shop:legal.missing')
  return {
    name: settings.shopName,
    identity: identityOf(settings) || missing,
    address: settings.address.replaceAll('\n', ', '),
    email: settings.email,
    phone: phoneWords(settings.phone),
    mediator: settings.mediator || missing,
    vat: settings.vatNotice,
    producerIds: settings.producerIds,
  }
}

/** The parts of the terms in their order; a shop that is no producer has no identifiers to show. */
export const termsParts = ({ producerIds }: Pick<Settings, 'producerIds'>) =>
  termsBlocks.map(({ name }) => name).filter((name) => name !== 'producer' || producerIds.trim() !== '')

/** The law wants this part framed; in plain text that is two lines. */
const framed = (text: string): string => [frameLine, text, frameLine].join('\n')
const frameLine = '─'.repeat(60)

/** The terms of sale, whole, with the guarantees, the way to withdraw and its model form: what a buyer keeps. */
function termsText(lang: Lang, settings: Settings): string {
  const values = termsValues(lang, settings)
  const part = (key: string): string =>
    `${translate(lang, `shop:${key}.title`)}\n\n${translate(lang, `shop:${key}.text`, values).trim()}`
  const parts = [
    ...termsParts(settings).map((name) =>
      name === 'conformity' ? framed(part(`terms.${name}`)) : part(`terms.${name}`),
    ),
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
