import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { moduleGraph } from '../../src/modules/graph.ts'

const folder = join(import.meta.dirname, '../../src/modules')
const names = Object.keys(moduleGraph)
const readmeLinesMax = 40
const facadeNamesMax = 20

test('every module has its row in the graph', () => {
  const found = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(found.map((entry) => entry.name).sort()).toEqual([...names].sort())
})

test.each(names)('%s introduces itself in at most 40 lines', (name) => {
  const lines = readFileSync(join(folder, name, 'README.md'), 'utf8')
    .trimEnd()
    .split('\n')
  expect(lines.length).toBeLessThanOrEqual(readmeLinesMax)
})

test.each(names)('the facade of %s offers at most 20 values', async (name) => {
  const facade: object = await import(join(folder, name, 'index.ts'))
  expect(Object.keys(facade).length, Object.keys(facade).join(', ')).toBeLessThanOrEqual(facadeNamesMax)
})
