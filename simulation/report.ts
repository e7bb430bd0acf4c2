import type { Outcome } from './simulate.ts'

/** What the simulation says to people; the last line is for programs. */
export function reportOne(outcome: Outcome, invariants: readonly string[]): string {
  const { seed, days, size, world, events, steps, faults, crashes } = outcome
  const lines = [
    `Seed ${seed}, ${days} days, ${size}`,
    `World: ${counts(world)}`,
    `Events: ${events} (${counts(outcome.happenings)})`,
    `Steps of our processes: ${steps}`,
    `Faults: ${faults} of the network, ${crashes} processes died`,
    `Incidents: ${counts(outcome.incidents)}`,
    `Payments: ${counts(outcome.payments)}`,
    outcome.violations.length === 0 ? 'Invariants, after every step and at the end:' : 'Invariants broken:',
    ...(outcome.violations.length === 0 ? invariants.map((invariant) => `  held: ${invariant}`) : []),
    ...failure(outcome),
    `${(outcome.elapsedMs / 1000).toFixed(1)} s, print ${outcome.print.toString(16)}`,
  ]
  return `${lines.join('\n')}\n`
}

/** One of many: a line, or all there is to know about a failure. */
export function reportLine(outcome: Outcome): string {
  const { seed, events, steps, faults, crashes, incidents, elapsedMs, violations } = outcome
  const verdict = violations.length === 0 ? 'holds' : 'BROKEN'
  const figures = `${events} events, ${steps} steps, ${faults} faults, ${crashes} crashes, ${sum(incidents)} incidents`
  return [`seed ${seed} ${verdict}: ${figures}, ${elapsedMs} ms`, ...failure(outcome), ''].join('\n')
}

function failure({ violations, lastEvents, seed, days, size, steps }: Outcome): string[] {
  if (violations.length === 0) return []
  return [
    ...violations.map(({ check, subject, found }) => `  ${check}: ${subject}: ${found}`),
    `  after step ${steps}; what happened last:`,
    ...lastEvents.map((line) => `    ${line}`),
    `  again: npm run simulate -- --seed ${seed} --days ${days} --size ${size}`,
  ]
}

/** The last line of every run. */
export function summary(outcomes: readonly Outcome[], seeds: readonly number[], days: number): string {
  const [first] = seeds
  const total = (figure: (outcome: Outcome) => number): number =>
    outcomes.reduce((all, outcome) => all + figure(outcome), 0)
  return `${JSON.stringify({
    seed: seeds.length === 1 ? first : `${first}-${seeds.at(-1)}`,
    days,
    events: total(({ events }) => events),
    faults: total(({ faults, crashes }) => faults + crashes),
    incidents: total(({ incidents }) => sum(incidents)),
    payments: added(outcomes.map(({ payments }) => payments)),
    crashes: total(({ crashes }) => crashes),
    steps: total(({ steps }) => steps),
    violations: total(({ violations }) => violations.length),
  })}\n`
}

const sum = (figures: Readonly<Record<string, number>>): number =>
  Object.values(figures).reduce((all, figure) => all + figure, 0)

const added = (all: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const sums: Record<string, number> = {}
  for (const figures of all)
    for (const [name, figure] of Object.entries(figures)) sums[name] = (sums[name] ?? 0) + figure
  return sums
}

const counts = (figures: Readonly<Record<string, number>>): string =>
  Object.entries(figures)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ') || 'none'
