import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addTexts, forgetTexts, langs } from '#platform/i18n'
import { scratchFolder } from '#support/scratch'
import { openWholeShop } from '#support/whole-shop'

const closers: (() => unknown)[] = []
let address = ''

const german = {
  language: { name: 'Deutsch', locale: 'de-DE' },
  paths: { list: '/platten', cart: '/korb' },
  shop: { list: { title: 'Alle Platten' }, nav: { cart: 'Warenkorb' } },
}

beforeAll(async () => {
  const scratch = await scratchFolder('texts')
  closers.push(() => scratch.remove())
  mkdirSync(join(scratch.folder, 'de'))
  for (const [name, content] of Object.entries(german))
    writeFileSync(join(scratch.folder, 'de', `${name}.json`), JSON.stringify(content))
  addTexts(scratch.folder)
  closers.push(() => langs.filter((lang) => lang === 'de').forEach(forgetTexts))
  const shop = await openWholeShop({ fill: async () => undefined })
  closers.push(() => shop.close())
  address = shop.address
})
afterAll(async () => {
  for (const close of closers.toReversed()) await close()
})

const read = async (path: string) => {
  const answer = await fetch(`${address}${path}`)
  return { status: answer.status, html: await answer.text() }
}

test('a shop that is already built speaks a language somebody lays beside it', async () => {
  const { status, html } = await read('/de/platten')
  expect(status).toBe(200)
  expect(html).toContain('<html lang="de" data-locale="de-DE"')
  expect(html).toMatch(/<h1[^>]*>Alle Platten<\/h1>/)
  expect(html).toContain('Warenkorb')
  expect(html).toContain('href="/de/korb"')
})

test('the others point to it: for machines, for readers, in the sitemap', async () => {
  const { html } = await read('/en/grading')
  expect(html).toMatch(/<link rel="alternate" hreflang="de" href="[^"]*\/de\/etats">/)
  expect(html).toMatch(/<a class="lang" href="\/de\/etats" lang="de" hreflang="de"/)
  expect((await read('/sitemaps/pages.xml')).html).toContain('/de/platten')
  expect((await read('/robots.txt')).html).toContain('Disallow: /de/korb')
})

test('what stands nowhere stays nowhere, in its language', async () => {
  const unknown = await read('/de/disques')
  expect([unknown.status, unknown.html.includes('<html lang="de"')]).toEqual([404, true])
  expect((await read('/~list')).status).toBe(404)
})
