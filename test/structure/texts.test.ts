import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refusalStatuses } from '#app/refusals'

const folder = new URL('../../texts/', import.meta.url)
const namespaces = readdirSync(new URL('fr/', folder))

type Texts = { [key: string]: string | Texts }

const read = (lang: string, file: string): Texts => JSON.parse(readFileSync(new URL(`${lang}/${file}`, folder), 'utf8'))

/** `a.b` → text. i18next's plural endings count as one key. */
const flat = (texts: Texts, prefix = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  )

const keysOf = (texts: Texts): string[] =>
  [...new Set(flat(texts).map(([key]) => key.replace(/_(zero|one|two|few|many|other)$/, '')))].sort()

const valuesIn = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort()

test('French and English have the same files and the same keys', () => {
  expect(readdirSync(new URL('en/', folder))).toEqual(namespaces)
  for (const file of namespaces) expect(keysOf(read('en', file)), file).toEqual(keysOf(read('fr', file)))
})

test('both languages fill in the same values', () => {
  for (const file of namespaces) {
    const english = new Map(flat(read('en', file)))
    for (const [key, french] of flat(read('fr', file))) {
      const other = english.get(key)
      if (other !== undefined) expect(valuesIn(other), `${file} ${key}`).toEqual(valuesIn(french))
    }
  }
})

test('every refusal has a sentence in both languages', () => {
  const codes = Object.keys(refusalStatuses).sort()
  for (const lang of ['fr', 'en']) {
    const texts = read(lang, 'refusals.json')
    expect(
      codes.filter((code) => texts[code] === undefined),
      lang,
    ).toEqual([])
  }
})
