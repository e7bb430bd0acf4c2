import type { UnitId } from '#kernel/ids'
import { type Costs, costOf, type Surcharges } from './costs.ts'
import type { Contest, Decision, Outcome, Rival, RivalKind, Rule, Verdict } from './rivals.ts'

/**
 * Who gets the copies. Depends on nothing but who the rivals are: the order in which they arrived, or are listed, makes no
 * difference, and asking again gives the same answer.
 *
 * A stall sale has left with its buyer; a packed order stays packed; a payment under way is waited for; holds, quotes and
 * what nobody can explain are for a person. Then come orders, the costliest to lose first, each on the copy it has or the
 * next one. A cart is no sale. Who comes out empty gets an equivalent copy, best first, or loses.
 */
export function decide(contest: Contest, costs: Costs, surcharges: Surcharges = new Map()): Decision {
  const costed = contest.rivals.map((rival) => ({ ...rival, cost: costOf(rival, costs, surcharges) }))
  const fixed = costed.filter(isFixed).toSorted(byRank)
  const orders = costed.filter((rival) => isOrder(rival) && !isFixed(rival)).toSorted(byRank)
  const carts = costed.filter(({ kind }) => kind === 'cart')

  const seats = createSeats(contest)
  const verdicts: CostedVerdict[] = []
  const give = (rival: Costed, outcome: Outcome, units: readonly UnitId[] = []) =>
    verdicts.push({ rival, outcome, units })
  for (const rival of fixed) {
    const units = seats.take('copies', rival)
    give(rival, units ? 'keeps' : isOrder(rival) ? 'loses' : 'gives-way', units)
  }

  const shares = seats.shareOut('copies', orders)
  let toWaitFor = fixed.filter(isDeferred).reduce((sum, { holds, size }) => sum + Math.max(holds.length, size), 0)
  const empty: Costed[] = []
  for (const rival of orders) {
    const units = shares.get(rival.party)
    if (units) give(rival, 'keeps', units)
    // Who was given another copy before does not wait for this one.
    else if (toWaitFor >= rival.size && rival.holds.length === 0) {
      toWaitFor -= rival.size
      give(rival, 'waits')
    } else empty.push(rival)
  }
  const others = seats.shareOut('equivalents', empty)
  for (const rival of empty) {
    const units = others.get(rival.party)
    if (units) give(rival, 'equivalent', units)
    else give(rival, 'loses')
  }
  for (const rival of carts.toSorted(byRank)) give(rival, seats.isFree(rival) ? 'keeps' : 'gives-way')
  return { rule: ruleOf(verdicts), verdicts: verdicts.map(toVerdict) }
}

type Costed = Rival & { readonly cost: number }
type CostedVerdict = { readonly rival: Costed; readonly outcome: Outcome; readonly units: readonly UnitId[] }

const toVerdict = ({ rival, outcome, units }: CostedVerdict): Verdict => ({
  party: rival.party,
  outcome,
  units,
  cost: rival.cost,
})

const isOrder = ({ kind }: Rival): boolean => kind === 'order' || kind === 'stall'

const deferring: readonly RivalKind[] = ['checkout', 'quote', 'hold', 'bag', 'unchecked', 'unknown']
const isDeferred = ({ kind }: Rival): boolean => deferring.includes(kind)
const isFixed = (rival: Rival): boolean => rival.kind === 'stall' || rival.isFinal || isDeferred(rival)

const tierOf = ({ kind, isFinal }: Rival): number =>
  kind === 'stall' ? 0 : isFinal ? 1 : deferring.includes(kind) ? 2 : 3

const ranks = [
  { rule: 'stall-first', compare: (a, b) => tierOf(a) - tierOf(b) },
  { rule: 'cost', compare: (a, b) => b.cost - a.cost },
  { rule: 'amount', compare: (a, b) => b.totalMinor - a.totalMinor },
  { rule: 'lines', compare: (a, b) => b.linesCount - a.linesCount },
  { rule: 'earlier', compare: (a, b) => a.placedAt.getTime() - b.placedAt.getTime() },
  { rule: 'order-number', compare: (a, b) => (a.party < b.party ? -1 : a.party > b.party ? 1 : 0) },
] as const satisfies readonly { rule: Rule; compare: (a: Costed, b: Costed) => number }[]

function byRank(a: Costed, b: Costed): number {
  for (const { compare } of ranks) {
    const difference = compare(a, b)
    if (difference !== 0) return difference
  }
  return 0
}

type Pool = 'copies' | 'equivalents'

/** Copies not given away yet. */
function createSeats({ rivals, copies, equivalents }: Contest) {
  // What nobody of the rivals has comes first: giving it away takes nothing from anybody.
  const heldBy = new Map(
    rivals.filter(({ kind }) => kind !== 'cart').flatMap(({ party, holds }) => holds.map((unit) => [unit, party])),
  )
  const unheldFirst = (units: readonly UnitId[]) => [
    ...units.filter((unit) => !heldBy.has(unit)),
    ...units.filter((unit) => heldBy.has(unit)),
  ]
  const free = { copies: new Set(unheldFirst(copies.toSorted())), equivalents: new Set(equivalents) }

  const take = (pool: Pool, { holds, size }: Rival): UnitId[] | undefined => {
    const own = holds.filter((unit) => free[pool].has(unit))
    const units = [...own, ...[...free[pool]].filter((unit) => !own.includes(unit))].slice(
      0,
      Math.max(size, own.length),
    )
    if (units.length < size) return undefined
    for (const unit of units) free[pool].delete(unit)
    return units
  }
  return {
    take,
    /** First who gets any, by rank; then which: whoever has one of the pool keeps it, so that nothing moves without need. */
    shareOut(pool: Pool, ranked: readonly Rival[]): ReadonlyMap<string, readonly UnitId[]> {
      let left = free[pool].size
      const served = ranked.filter(({ size }) => {
        if (size > left) return false
        left -= size
        return true
      })
      const settled = served.filter(({ holds }) => holds.some((unit) => free[pool].has(unit)))
      const others = served.filter((rival) => !settled.includes(rival))
      return new Map([...settled, ...others].map((rival) => [rival.party, take(pool, rival) ?? []]))
    },
    isFree: ({ holds }: Rival): boolean => holds.every((unit) => free.copies.has(unit)),
  }
}

/** Compares the weakest that got the very copy with the strongest that did not. */
function ruleOf(verdicts: readonly CostedVerdict[]): Rule {
  const without = verdicts.filter(
    ({ outcome, rival }) => outcome !== 'keeps' && outcome !== 'gives-way' && isOrder(rival),
  )
  const waiting = without.find(({ outcome }) => outcome === 'waits')
  const kept = verdicts.filter(({ outcome, rival }) => outcome === 'keeps' && rival.kind !== 'cart')
  if (waiting) return kept.some(({ rival }) => rival.kind === 'checkout') ? 'being-paid' : 'person'
  const first = without[0]
  if (!first) return verdicts.some(({ outcome }) => outcome === 'gives-way') ? 'cart-gives-way' : 'no-conflict'
  const last = kept.at(-1)
  if (!last) return 'nothing-left'
  if (last.rival.kind === 'stall') return 'stall-first'
  if (last.rival.isFinal) return 'packed-first'
  return ranks.find(({ compare }) => compare(last.rival, first.rival) !== 0)?.rule ?? 'order-number'
}
