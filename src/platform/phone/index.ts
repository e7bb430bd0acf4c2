import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'

const fallbackCountry = 'FR'

/** Numbers as dialled in `country` (ISO 3166), or with + from anywhere. Nothing is picked out of other words. */
function numberIn(text: string, country: string): PhoneNumber | undefined {
  const defaultCountry = isSupportedCountry(country) ? country : fallbackCountry
  const found = parsePhoneNumberFromString(text, { defaultCountry, extract: false })
  return found?.isValid() ? found : undefined
}

/** `+33612345678` (E.164) for `06 12 34 56 78` in France; undefined for what is no telephone number. */
export const e164Of = (text: string, country: string = fallbackCountry): string | undefined => {
  const found = numberIn(text, country)
  // An extension cannot be dialled by a carrier's machine.
  return found && !found.ext ? found.number : undefined
}

/** For links: what a telephone dials from anywhere. */
export const phoneLink = (text: string): string => `tel:${e164Of(text) ?? text.replace(/[^\d+]/g, '')}`

/** What somebody else's machine told us: E.164 where it is a number, as it came otherwise. */
export const e164OrAsIs = (text: string, country: string): string => e164Of(text, country) ?? text

/** As people at home write it, `06 12 34 56 78`; numbers of other countries with their +. What is no number stays as it is. */
export function phoneWords(text: string, homeCountry: string = fallbackCountry): string {
  const found = numberIn(text, homeCountry)
  if (!found) return text
  return found.country === homeCountry ? found.formatNational() : found.formatInternational()
}
