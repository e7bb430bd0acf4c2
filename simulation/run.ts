import { breakSource } from './broken/break-build.ts'
import { OptionFault, type Options, readOptions, usage } from './options.ts'
import type { Outcome } from './simulate.ts'

/** `npm run simulate`: exit 0 when every invariant held, 1 when one was broken, 2 when it could not run. */
try {
  process.exitCode = await run(readOptions(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof OptionFault)) throw error
  process.stderr.write(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}

async function run(options: Options): Promise<number> {
  const isLineFound =
    options.broken === undefined || options.broken === 'claims' ? () => true : breakSource(options.broken)
  // Loaded only now, so that a broken build is broken before its first module is read.
  const { startCluster } = await import('./cluster.ts')
  const { runBatch } = await import('./batch.ts')
  const { runCrew } = await import('./crew.ts')
  if (!isLineFound()) throw new Error('the line to break was not found: see simulation/broken')

  const outcomes: Outcome[] = []
  const onOutcome = await teller(options, outcomes)
  const cluster = options.serverUrl === undefined ? await startCluster() : undefined
  const serverUrl = options.serverUrl ?? cluster?.url ?? ''
  try {
    if (options.jobs > 1) await runCrew(options, serverUrl, onOutcome)
    else {
      const hear = options.isVerbose ? { hear: (line: string) => void process.stdout.write(`${line}\n`) } : {}
      await runBatch({ ...options, ...hear, serverUrl, name: `simulation_${process.pid}`, onOutcome })
    }
  } finally {
    await cluster?.stop()
  }
  if (!options.isJson) {
    const { summary } = await import('./report.ts')
    process.stdout.write(summary(outcomes, options.seeds, options.days))
  }
  return outcomes.some(({ violations }) => violations.length > 0) ? 1 : 0
}

async function teller({ seeds, isJson }: Options, outcomes: Outcome[]): Promise<(outcome: Outcome) => void> {
  const { reportLine, reportOne } = await import('./report.ts')
  const { invariants } = await import('./checks.ts')
  const words = (outcome: Outcome): string => {
    if (isJson) return `${JSON.stringify(outcome)}\n`
    return seeds.length === 1 ? reportOne(outcome, invariants) : reportLine(outcome)
  }
  return (outcome) => {
    outcomes.push(outcome)
    process.stdout.write(words(outcome))
  }
}
