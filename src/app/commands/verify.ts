import type { Command } from '../command.ts'
import { verifyEverything } from '../verify.ts'

export const summary = 'recompute places, claims, totals and payments and say whether they agree'
export const options = {} satisfies Command['options']

export const run: Command['run'] = async ({ app, say, fail }) => {
  const { newCx } = await app()
  const verdicts = await verifyEverything(newCx())
  for (const { name, covers, faults } of verdicts) {
    say(faults.length === 0 ? `${name}: agrees (${covers})` : `${name}: ${faults.length} faults`)
    for (const { check, subject, found, expected } of faults)
      say(`  ${check} ${subject}: found ${found}, expected ${expected}`)
  }
  const faults = verdicts.flatMap((verdict) => verdict.faults)
  if (faults.length > 0) fail()
  return { agrees: faults.length === 0, checked: verdicts.map((verdict) => verdict.name), faults }
}
