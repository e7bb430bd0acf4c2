import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '#support/chromium'
import { BuildFault, buildWeb } from './build.ts'

/**
 * `npm test`: builds the web parts when they are stale, then runs every test. What follows `--` goes to Vitest. The
 * last line counts: `N passed, N failed`, and `N skipped` when there are any.
 */
const root = join(import.meta.dirname, '..')
const isCi = process.env.CI === 'true'

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }

async function runVitest(args: readonly string[], reportFile: string): Promise<number> {
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...args]
  const vitest = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...options], {
    cwd: root,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vitest.kill(signal))
  return new Promise((resolve) => vitest.on('close', (code) => resolve(code ?? 1)))
}

/** A file that cannot be loaded counts as one failure, although none of its tests ran. */
async function countsOf(reportFile: string): Promise<Counts> {
  const report = JSON.parse(await readFile(reportFile, 'utf8').catch(() => '{"testResults":[]}'))
  const files: { status: string; assertionResults: { status: string }[] }[] = report.testResults
  const all = files.flatMap((file) => file.assertionResults.map(({ status }) => status))
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  const count = (wanted: string): number => all.filter((status) => status === wanted).length
  const passed = count('passed')
  const failed = count('failed')
  return { passed, failed: failed + broken.length, skipped: all.length - passed - failed }
}

const lineOf = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

async function test(): Promise<number> {
  await buildWeb({ onBuild: (names) => void process.stdout.write(`building ${names.join(' and ')} …\n`) })
  const hasChromium = (await findChromium()) !== undefined
  if (!hasChromium && isCi)
    throw new BuildFault('There is no Chromium, and in CI the browser tests must run. Install one or set CHROME.')

  const folder = await mkdtemp(join(tmpdir(), 'etal-report-'))
  const reportFile = join(folder, 'report.json')
  try {
    const code = await runVitest(process.argv.slice(2), reportFile)
    const counts = await countsOf(reportFile)
    if (!hasChromium)
      process.stdout.write('No Chromium was found: the browser tests were skipped. Set CHROME to run them.\n')
    // Vitest also fails for what no test is to blame for, e.g. its set-up or an unhandled rejection.
    const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed
    process.stdout.write(`${lineOf({ ...counts, failed })}\n`)
    return failed > 0 || counts.passed === 0 ? 1 : 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

process.exitCode = await test().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof BuildFault ? error.message : error instanceof Error ? error.stack : error}\n`,
  )
  process.stdout.write('0 passed, 1 failed\n')
  return 1
})
