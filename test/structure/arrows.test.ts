import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenArrows } from '../../scripts/check-arrows.ts'
import { moduleGraph } from '../../src/modules/graph.ts'

const root = join(import.meta.dirname, '../..')
let seeded: string

async function seed(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'etal-arrows-'))
  const { imports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const all = { 'package.json': JSON.stringify({ type: 'module', imports }), ...files }
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

beforeAll(async () => {
  seeded = await seed({
    'src/kernel/money.ts': "import { readFileSync } from 'node:fs'\nexport const money = readFileSync\n",
    'src/platform/db/index.ts': 'export const sql = 1\n',
    'src/modules/orders/index.ts': 'export const orders = 1\n',
    'src/modules/catalog/index.ts': "import { orders } from '#modules/orders'\nexport const catalog = orders\n",
    'src/modules/catalog/store.ts': 'export const store = 1\n',
    'src/modules/stock/stock.ts': "import { store } from '../catalog/store.ts'\nexport const stock = store\n",
    'src/modules/stock/index.ts': "import { sql } from '#platform/db'\nexport const stock = sql\n",
    'src/modules/pricing/a.ts': "import { b } from './b.ts'\nexport const a = () => b\n",
    'src/modules/pricing/b.ts': "import { a } from './a.ts'\nexport const b = () => a\n",
    'web/office/main.ts': "import { stock } from '../../src/modules/stock/index.ts'\nexport const main = stock\n",
    'sandbox/vendor.ts': "import { orders } from '#modules/orders'\nexport const vendor = orders\n",
  })
})

afterAll(() => rm(seeded, { recursive: true }))

test('the code has no arrow that is not declared', { timeout: 120_000 }, async () => {
  expect(await brokenArrows(root, ['src', 'sandbox', 'web'])).toEqual([])
})

test.each([
  ['an undeclared arrow', 'arrows-of-catalog: src/modules/catalog/index.ts → src/modules/orders/index.ts'],
  ['reaching past a facade', 'facade-of-catalog: src/modules/stock/stock.ts → src/modules/catalog/store.ts'],
  [
    'SQL outside store and queries',
    'sql-lives-in-store-and-queries: src/modules/stock/index.ts → src/platform/db/index.ts',
  ],
  ['a cycle', 'no-cycles: src/modules/pricing/a.ts → src/modules/pricing/b.ts'],
  ['a kernel that does I/O', 'kernel-imports-nothing: src/kernel/money.ts → fs'],
  [
    'an office that imports the server',
    'office-and-stall-talk-rest-only: web/office/main.ts → src/modules/stock/index.ts',
  ],
  ['a sandbox that knows our modules', 'sandbox-is-a-stranger: sandbox/vendor.ts → src/modules/orders/index.ts'],
])('the check catches %s', async (_, violation) => {
  expect(await brokenArrows(seeded, ['src', 'web', 'sandbox'])).toContain(violation)
})

test('the declared arrows have no cycle', () => {
  const visit = (name: string, path: readonly string[]): void => {
    expect(path, 'a cycle in src/modules/graph.ts').not.toContain(name)
    const graph: Readonly<Record<string, readonly string[]>> = moduleGraph
    for (const next of graph[name] ?? []) visit(next, [...path, name])
  }
  for (const name of Object.keys(moduleGraph)) visit(name, [])
})
