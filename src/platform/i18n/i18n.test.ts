import { expect, test } from 'vitest'
import { formatDateTime, formatMoney, hasText, preferredLang, translate } from '#platform/i18n'

test('a text is filled in, in the language asked for', () => {
  expect(translate('en', 'problems:title.404')).toBe('Not found')
  expect(translate('fr', 'refusals:request.too-large', { bytesMax: 10 })).toContain('10 octets')
  expect(hasText('en', 'refusals:no.such-code')).toBe(false)
})

test.each([
  [null, 'fr'],
  ['de-DE', 'fr'],
  ['en-GB,en;q=0.9', 'en'],
  ['en;q=0.5, fr;q=0.8', 'fr'],
  ['de, en;q=0.2', 'en'],
])('Accept-Language %j gives %s', (header, lang) => {
  expect(preferredLang(header)).toBe(lang)
})

test('money and time are written as in France and Britain, in Paris time', () => {
  expect(formatMoney('fr', 123_450)).toBe('1\u202f234,50\u00a0€')
  expect(formatMoney('en', 123_450)).toBe('€1,234.50')
  expect(formatDateTime('fr', new Date('2026-07-01T10:00:00Z'))).toBe('1 juillet 2026 à 12:00')
})
