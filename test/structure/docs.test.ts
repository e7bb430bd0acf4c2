import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const notOurs = new Set(['node_modules', 'dist', 'test-results'])
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !notOurs.has(entry.name))
  .map((entry) => entry.name)

const pages = globSync(
  ['*.md', 'docs/**/*.md', 'src/modules/*/README.md', 'src/connectors/*/*/README.md', 'sandbox/**/README.md'],
  { cwd: root },
)

const codeBlock = /^```.*?^```/gms
const linkTarget = /\]\(([^)\s#]+)[^)]*\)/g
const quoted = /`([^`\s]+)`/g
const pathShape = /^[\w.@-]+(\/[\w.@*{},-]+)+\/?$/
const elsewhere = /^([a-z][a-z+.-]*:|\/)/

const captures = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap((match) => match[1] ?? [])

const brokenLinks = (page: string, text: string): string[] =>
  captures(text, linkTarget).filter(
    (target) => !elsewhere.test(target) && !existsSync(join(root, dirname(page), decodeURI(target))),
  )

/** `src/…`, `web/…`: what begins with one of our folders; stars and braces must match something. */
const missingPaths = (text: string): string[] =>
  captures(text, quoted)
    .filter((words) => pathShape.test(words) && folders.includes(words.split('/')[0] ?? ''))
    .filter((path) => globSync(path, { cwd: root }).length === 0)

test.each(pages)('%s names only files and folders that exist', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  expect(brokenLinks(page, text), 'links').toEqual([])
  expect(missingPaths(text.replaceAll(codeBlock, '')), 'paths').toEqual([])
})

test('the check sees a missing path and a broken link', () => {
  expect(missingPaths('see `src/kernel/money.ts`, `src/kernel/no-such.ts` and `text/html`')).toEqual([
    'src/kernel/no-such.ts',
  ])
  expect(brokenLinks('docs/words.md', '[a](../STYLE.md) [b](no-such.md#part) [c](https://a.example)')).toEqual([
    'no-such.md',
  ])
})
