import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { brokenArrows } from './check-arrows.ts'
import { sizeFaults } from './check-sizes.ts'

/**
 * `npm run check`: format, lint, types, arrows, dead code, sizes. Runs them all and prints every fault at once;
 * `--fix` lets the formatter write.
 */
const root = join(import.meta.dirname, '..')
const codeFolders = ['src', 'web', 'sandbox', 'bench', 'scripts'].filter((folder) => existsSync(join(root, folder)))
const isFixing = process.argv.includes('--fix')

type Check = { name: string; run: () => Promise<string[]> }

function command(name: string, script: string, args: readonly string[]): Check {
  const run = () =>
    new Promise<string[]>((resolve, reject) => {
      const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root })
      let output = ''
      child.stdout.on('data', (chunk) => (output += chunk))
      child.stderr.on('data', (chunk) => (output += chunk))
      child.on('error', reject)
      child.on('close', (code) => resolve(code === 0 ? [] : [output.trim()]))
    })
  return { name, run }
}

const checks: Check[] = [
  command('format and lint', '@biomejs/biome/bin/biome', [
    'check',
    '--error-on-warnings',
    '--max-diagnostics=200',
    ...(isFixing ? ['--write'] : []),
  ]),
  // The one rule that needs every type: apart, so that a single file is formatted and linted in a tenth of a second.
  command('floating promises', '@biomejs/biome/bin/biome', [
    'lint',
    '--config-path=biome.promises.json',
    '--diagnostic-level=error',
  ]),
  command('types', 'typescript/bin/tsc', ['--noEmit', '-p', '.']),
  command('types of the office', 'typescript/bin/tsc', ['--noEmit', '-p', 'web/office']),
  { name: 'arrows', run: () => brokenArrows(root, codeFolders) },
  command('dead code', 'knip/bin/knip.js', []),
  { name: 'sizes', run: () => sizeFaults(root) },
]

let faultsCount = 0
for (const check of checks) {
  const startedAt = performance.now()
  const faults = await check.run()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`${faults.length === 0 ? 'ok   ' : 'FAULT'} ${check.name} (${seconds} s)\n`)
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  faultsCount += faults.length
}
process.exitCode = faultsCount === 0 ? 0 : 1
