import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const shop = join(import.meta.dirname, '../../web/shop/src')

/** What a page takes from a module's facade by value: the compiler does not read pages, and a missing name is a 500. */
function namesTaken(source: string): { module: string; name: string }[] {
  return [...source.matchAll(/^import \{([^}]+)\} from '#modules\/([a-z-]+)'/gm)].flatMap(
    ([, names = '', module = '']) =>
      names
        .split(',')
        .map((name) => name.trim().split(' as ')[0]?.trim() ?? '')
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => ({ module, name })),
  )
}

const pages = readdirSync(shop, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.astro'))

const facadeOf = async (module: string): Promise<object> =>
  import(join(import.meta.dirname, '../../src/modules', module, 'index.ts'))

async function missingNames(source: string): Promise<string[]> {
  const taken = await Promise.all(
    namesTaken(source).map(async ({ module, name }) => (name in (await facadeOf(module)) ? [] : [`${module}.${name}`])),
  )
  return taken.flat()
}

test('pages take from modules only what their facades offer', async () => {
  expect(pages.length).toBeGreaterThan(50)
  const missing = await Promise.all(
    pages.map(async (page) =>
      (await missingNames(readFileSync(join(shop, page), 'utf8'))).map((name) => `${page}: ${name}`),
    ),
  )
  expect(missing.flat()).toEqual([])
})

test('a name that a facade does not offer is noticed', async () => {
  expect(await missingNames("import { covers, noSuchName, type Cover } from '#modules/catalog'\n")).toEqual([
    'catalog.noSuchName',
  ])
})
