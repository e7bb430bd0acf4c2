import { existsSync } from 'node:fs'
import type { BenchRun } from './support/figure.ts'

/**
 * `npm run bench -- NAME [SCALE] [ONLY]` runs bench/NAME.bench.ts, which exports `run`; ONLY names a part of it where it has
 * parts. One JSON line per figure on standard output; exit 1 when an aim is not met.
 */
const [name = '', scale, only] = process.argv.slice(2)
const file = new URL(`./${name}.bench.ts`, import.meta.url)
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  process.stderr.write('Usage: npm run bench -- NAME [SCALE] [ONLY], where NAME is a file bench/NAME.bench.ts\n')
  process.exit(2)
}

const { run }: { run: BenchRun } = await import(file.href)
let isEveryAimMet = true
await run(
  (figure) => {
    if (!figure.ok) isEveryAimMet = false
    process.stdout.write(`${JSON.stringify(figure)}\n`)
  },
  scale === undefined ? undefined : Number(scale),
  only,
)
process.exit(isEveryAimMet ? 0 : 1)
