import type { UnitId } from '#kernel/ids'
import type { DisputedUnit, MissingLine, OrderFacts } from './queries.ts'
import { partyOf, type Rival, type RivalKind } from './rivals.ts'

type Known = {
  readonly line: MissingLine
  readonly disputed: readonly DisputedUnit[]
  readonly substituted: readonly DisputedUnit[]
  readonly facts: readonly OrderFacts[]
  readonly wantedLineIds: ReadonlySet<string>
}

/** From rows to rivals: every order line that has or wants a copy, every other claim, and copies nobody has checked. */
export function rivalsOf({ line, disputed, substituted, facts, wantedLineIds }: Known): Rival[] {
  const held = [...disputed, ...substituted]
  const orders = facts
    .filter(({ lineId, state }) => state !== 'cancelled' && (wantedLineIds.has(lineId) || isHolder(held, lineId)))
    .map((order) => orderRival(line, order, unitsOf(held.filter(({ lineId }) => lineId === order.lineId))))
  const others = disputed.filter((unit) => !facts.some(({ lineId }) => lineId === unit.lineId))
  const parties = Map.groupBy(others, otherPartyOf)
  return [
    ...orders,
    ...[...parties].flatMap(([party, units]) => (party === undefined ? [] : [otherRival(party, units)])),
  ]
}

const isHolder = (held: readonly DisputedUnit[], lineId: string): boolean => held.some((unit) => unit.lineId === lineId)

const unitsOf = (units: readonly DisputedUnit[]): UnitId[] => units.map(({ unitId }) => unitId)

/** A line of this variant wants its quantity; a lot that shares a copy with it, what it has. */
const orderRival = (line: MissingLine, order: OrderFacts, holds: readonly UnitId[]): Rival => ({
  party: partyOf(order),
  kind: order.source === 'stall' ? 'stall' : 'order',
  channel: order.channel,
  accountId: order.accountId,
  isFinal: order.state === 'packed' || order.state === 'sent',
  isUndecided: order.isUndecided,
  totalMinor: order.totalMinor,
  linesCount: order.linesCount,
  placedAt: order.placedAt,
  size: order.variantId === line.variantId ? order.quantity : Math.max(holds.length, 1),
  holds,
})

/** Undefined for a copy that is free, or gone. */
const otherPartyOf = ({ holder, placeKind, code }: DisputedUnit): string | undefined =>
  holder ?? (placeKind === 'to-check' ? `unit:${code}` : undefined)

function otherRival(party: string, units: readonly DisputedUnit[]): Rival {
  const [first] = units
  return {
    party,
    kind: kindOf(first?.claimKind ?? null),
    channel: '',
    accountId: null,
    isFinal: false,
    isUndecided: false,
    totalMinor: 0,
    linesCount: 0,
    placedAt: first?.takenAt ?? new Date(0),
    size: units.length,
    holds: unitsOf(units),
  }
}

/** An order claim that leads to no order line here is somebody we cannot name. A right from the waiting line is no more a sale than a cart. */
const kindOf = (claim: DisputedUnit['claimKind']): RivalKind =>
  claim === null ? 'unchecked' : claim === 'order' ? 'unknown' : claim === 'waiting' ? 'cart' : claim
