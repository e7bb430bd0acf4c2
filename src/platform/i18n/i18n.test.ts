import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  addTexts,
  findPage,
  forgetTexts,
  formatDateTime,
  formatMoney,
  hasText,
  isLang,
  langs,
  languageName,
  pageNames,
  pathOf,
  preferredLang,
  translate,
} from '#platform/i18n'
import { scratchFolder } from '#support/scratch'

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

test('every page has an address in each language, and the address leads back to the page', () => {
  for (const lang of langs) {
    for (const page of pageNames) {
      const params = { slug: 'une-nuit-à', number: 'E-1', token: 'abc', key: 'def' }
      const found = findPage(new URL(pathOf(page, lang, params), 'http://shop').pathname)
      expect(found, `${page} in ${lang}`).toMatchObject({ page, lang })
      for (const [name, value] of Object.entries(found?.params ?? {})) expect(params).toHaveProperty(name, value)
    }
  }
  expect(findPage('/en/disques')).toBeUndefined()
  expect(findPage('/disque/%E0%A4%A')).toBeUndefined()
})

test('a folder of texts is a language: its words, its addresses, its money; what it leaves out is French', async () => {
  const scratch = await scratchFolder('texts')
  onTestFinished(() => scratch.remove())
  mkdirSync(join(scratch.folder, 'de'))
  const write = (name: string, content: unknown) =>
    writeFileSync(join(scratch.folder, 'de', `${name}.json`), JSON.stringify(content))
  write('language', { name: 'Deutsch', locale: 'de-DE' })
  write('paths', { list: '/platten' })
  write('shop', { nav: { cart: 'Warenkorb' } })
  addTexts(scratch.folder)
  const german = langs.find((lang) => lang === 'de')
  if (!german) throw new Error('expected a third language')
  onTestFinished(() => forgetTexts(german))
  expect([german, languageName(german), formatMoney(german, 123_450)]).toEqual(['de', 'Deutsch', '1.234,50\u00a0€'])
  expect(translate(german, 'shop:nav.cart')).toBe('Warenkorb')
  expect(translate(german, 'shop:nav.vinyl')).toBe(translate('fr', 'shop:nav.vinyl'))
  expect([pathOf('list', german), pathOf('cart', german)]).toEqual(['/de/platten', '/de/panier'])
  expect(findPage('/de/platten')).toMatchObject({ page: 'list', lang: 'de' })
  expect(preferredLang('de-AT, en;q=0.5')).toBe('de')
  forgetTexts(german)
  expect([isLang('de'), findPage('/de/platten')]).toEqual([false, undefined])
  expect(translate(german, 'shop:nav.cart')).toBe(translate('fr', 'shop:nav.cart'))
})
