import type { FacetName } from '#modules/storefront'
import { formatRegion, type Lang } from '#platform/i18n'
import type { Speech } from './context.ts'

/** Discogs writes countries in English; these are the ones that records of our shelves come from. */
const countryCodes: Readonly<Record<string, string>> = {
  Argentina: 'AR',
  Australia: 'AU',
  Austria: 'AT',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  Denmark: 'DK',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Greece: 'GR',
  India: 'IN',
  Ireland: 'IE',
  Israel: 'IL',
  Italy: 'IT',
  Jamaica: 'JM',
  Japan: 'JP',
  Mexico: 'MX',
  Netherlands: 'NL',
  'New Zealand': 'NZ',
  Nigeria: 'NG',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  Russia: 'RU',
  Senegal: 'SN',
  'South Africa': 'ZA',
  'South Korea': 'KR',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  Turkey: 'TR',
  UK: 'GB',
  US: 'US',
}

export function countryWords(lang: Lang, country: string): string {
  const code = countryCodes[country]
  return code ? formatRegion(lang, code) : country
}

/** How a facet's value reads to a person. Genres and formats speak for themselves. */
export function facetWords(
  { t, money, lang }: Pick<Speech, 't' | 'money' | 'lang'>,
  facet: FacetName,
  value: string,
): string {
  if (facet === 'medium' || facet === 'kind') return t(`${facet}.${value}`)
  if (facet === 'decade') return t('decade', { decade: value })
  if (facet === 'grade') return value === 'ungraded' ? t('grade.ungraded') : t('grade.atLeast', { grade: value })
  if (facet === 'country') return countryWords(lang, value)
  return facet === 'price' ? priceWords({ t, money }, value) : value
}

function priceWords({ t, money }: Pick<Speech, 't' | 'money'>, value: string): string {
  const [min = '', max = ''] = value.split('-')
  const amount = (text: string): string => money(Number(text)).replace(/[,.]00/, '')
  if (max === '') return t('price.from', { min: amount(min) })
  return Number(min) === 0
    ? t('price.under', { max: amount(max) })
    : t('price.between', { min: amount(min), max: amount(max) })
}
