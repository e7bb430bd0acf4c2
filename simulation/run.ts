import { parseArgs } from 'node:util'
import { startCluster } from './cluster.ts'
import { openSimulationDatabase } from './database.ts'
import { simulate } from './simulate.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    days: { type: 'string' },
    size: { type: 'string' },
    verbose: { type: 'boolean' },
  },
})
const cluster = await startCluster()
const database = await openSimulationDatabase(cluster.url, 'simulation_1')
try {
  const [from, to] = (values.seeds ?? `${values.seed ?? 1}-${values.seed ?? 1}`).split('-').map(Number)
  for (let seed = from!; seed <= to!; seed++) {
    const outcome = await simulate(database, {
      seed,
      days: Number(values.days ?? 2),
      size: values.size === 'large' ? 'large' : 'small',
      ...(values.verbose && { hear: (line: string) => console.log(line) }),
    })
    const { lastEvents, ...rest } = outcome
    if (values.seed) console.log(rest)
    else
      console.log(
        seed,
        rest.elapsedMs,
        rest.steps,
        rest.events,
        rest.faults,
        rest.crashes,
        rest.incidents,
        rest.print,
        rest.violations,
      )
    if (rest.violations.length && values.seed) console.log(lastEvents.join('\n'))
  }
} finally {
  await database.close()
  await cluster.stop()
}
