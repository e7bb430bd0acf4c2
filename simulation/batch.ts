import type { Breakage } from './broken/break-build.ts'
import { naiveClaims } from './broken/break-build.ts'
import { openSimulationDatabase } from './database.ts'
import { type Outcome, type Run, simulate } from './simulate.ts'

export type Batch = Omit<Run, 'seed'> & {
  readonly serverUrl: string
  /** A database of its own for whoever runs at the same time. */
  readonly name: string
  readonly seeds: readonly number[]
  readonly broken?: Breakage | undefined
  readonly onOutcome: (outcome: Outcome) => void
}

/** One world after the other. A broken build is done for with the first seed that catches it. */
export async function runBatch({ serverUrl, name, seeds, broken, onOutcome, ...run }: Batch): Promise<void> {
  const database = await openSimulationDatabase(serverUrl, name, broken === 'claims' ? naiveClaims() : undefined)
  try {
    for (const seed of seeds) {
      const outcome = await simulate(database, { ...run, seed })
      onOutcome(outcome)
      if (broken && outcome.violations.length > 0) return
    }
  } finally {
    await database.close()
  }
}
