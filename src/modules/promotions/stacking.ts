import { sumMinor } from '#kernel/money'
import { type Application, applyTogether } from './apply-promotions.ts'
import type { Basket } from './basket.ts'
import type { Promotion } from './promotion.ts'

/** More candidates than this are not weighed against each other; the ones with the smallest priority are. */
const candidatesMax = 60

/**
 * The promotions that may apply together and are best for the buyer: every stackable one with at most one of those marked
 * `best`, or one exclusive alone. Equal sums: the set whose first promotion has the smaller priority.
 */
export function bestTogether(basket: Basket, eligible: readonly Promotion[]): Application[] {
  const candidates = eligible.toSorted(byPriority).slice(0, candidatesMax)
  const stackable = candidates.filter(({ stacking }) => stacking === 'stackable')
  const sets = [
    stackable,
    ...candidates.filter(({ stacking }) => stacking === 'best').map((one) => [...stackable, one]),
    ...candidates.filter(({ stacking }) => stacking === 'exclusive').map((one) => [one]),
  ]
  const weighed = sets.map((set) => applyTogether(basket, set))
  return weighed.toSorted((a, b) => savedMinor(b) - savedMinor(a))[0] ?? []
}

const savedMinor = (applications: readonly Application[]): number =>
  sumMinor(applications.map(({ totalMinor }) => totalMinor))

const byPriority = (a: Promotion, b: Promotion): number => a.priority - b.priority || (a.id < b.id ? -1 : 1)
