import type { UnitId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import type { Costs, Surcharges } from './costs.ts'
import { decide } from './decide.ts'
import { equivalentsOf } from './equivalents.ts'
import {
  type DisputedUnit,
  disputedUnits,
  equivalentCandidates,
  gradingOf,
  type MissingLine,
  type OrderFacts,
  orderFacts,
  substitutedUnits,
} from './queries.ts'
import { type Contest, type Decision, partyOf, type Rival } from './rivals.ts'
import { rivalsOf } from './rivals-of.ts'
import { openArbitrations } from './store.ts'

/** Everything that is known about one line without a copy, at one moment. */
export type Dispute = {
  readonly line: MissingLine
  readonly contest: Contest
  readonly units: ReadonlyMap<UnitId, DisputedUnit>
  /** By party. */
  readonly facts: ReadonlyMap<string, OrderFacts>
}

/** Reads all who have or want the copies of this line; the others who wait for them take part, whoever asked first. */
export async function readDispute(tx: Tx, line: MissingLine): Promise<Dispute> {
  const disputed = await disputedUnits(tx, line.variantId)
  const substituted = await substitutedUnits(tx, line.variantId)
  const waiting = await openArbitrations(tx, [line.variantId])
  const lineIds = [...disputed, ...substituted].flatMap(({ lineId }) => lineId ?? [])
  const wanted = [line.lineId, ...waiting.filter(({ isIncidentOpen }) => isIncidentOpen).map(({ lineId }) => lineId)]
  const facts = await orderFacts(tx, [...lineIds, ...wanted])

  const rivals = rivalsOf({ line, disputed, substituted, facts, wantedLineIds: new Set(wanted) })
  const alsoUnitIds = substituted.map(({ unitId }) => unitId)
  const candidates = line.isLot ? [] : await equivalentCandidates(tx, { ...line, alsoUnitIds })
  return {
    line,
    contest: {
      rivals,
      copies: disputed.filter(isWithin).map(({ unitId }) => unitId),
      equivalents: equivalentsOf(await gradingOf(tx, line.variantId), candidates),
    },
    units: new Map([...disputed, ...substituted].map((unit) => [unit.unitId, unit])),
    facts: new Map(facts.map((order) => [partyOf(order), order])),
  }
}

/** What is on a shelf, waits to be checked, or went to a buyer of ours; a lost copy is nobody's. */
const isWithin = ({ placeKind, holder }: DisputedUnit): boolean =>
  placeKind === 'shelf' || placeKind === 'to-check' || holder !== null

/** A lot wants these very copies, all of them: it must come out first at each, or it gets none. */
export function decideDispute({ line, contest }: Dispute, costs: Costs, surcharges: Surcharges): Decision {
  if (!line.isLot) return decide(contest, costs, surcharges)
  const asking = partyOf(line)
  const single = contest.copies.map((unit) => decide(aboutOne(contest, asking, unit), costs, surcharges))
  const own = single.map(({ verdicts }) => verdicts.find(({ party }) => party === asking))
  const worst = ['loses', 'waits', 'keeps'].find((outcome) => own.some((verdict) => verdict?.outcome === outcome))
  const deciding = single[own.findIndex((verdict) => verdict?.outcome === worst)]
  const first = own[0]
  if (!deciding || !first) return decide({ ...contest, copies: [] }, costs, surcharges)
  if (worst !== 'keeps') {
    const stays = single.flatMap(({ verdicts }) => verdicts.filter(({ party }) => party !== asking))
    return {
      rule: deciding.rule,
      verdicts: [
        ...stays.map((verdict) => ({ ...verdict, outcome: 'keeps' as const })),
        { ...first, outcome: worst === 'waits' ? 'waits' : 'loses', units: [] },
      ],
    }
  }
  const others = single.flatMap(({ verdicts }) => verdicts.filter(({ party }) => party !== asking))
  const rule = single.find((decision) => decision.rule !== 'no-conflict')?.rule ?? 'no-conflict'
  return { rule, verdicts: [{ ...first, units: contest.copies }, ...others] }
}

const aboutOne = ({ rivals }: Contest, asking: string, unit: UnitId): Contest => ({
  rivals: rivals
    .filter(({ party, holds }) => party === asking || holds.includes(unit))
    .map((rival): Rival => (rival.party === asking ? { ...rival, size: 1 } : { ...rival, size: 1, holds: [unit] })),
  copies: [unit],
  equivalents: [],
})
