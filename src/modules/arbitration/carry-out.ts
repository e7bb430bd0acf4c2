import type { OrderId, UnitId } from '#kernel/ids'
import { type CopyMove, redistributeCopies } from '#modules/orders'
import { moveUnits } from '#modules/stock'
import type { Tx } from '#platform/cx'
import type { Dispute } from './dispute.ts'
import { lastShelves, type OrderFacts } from './queries.ts'
import type { Decision, Verdict } from './rivals.ts'
import { apologise } from './tell.ts'

const dropReason = 'sold-elsewhere'

/** `tooLate`: parties that are packed and yet have lost their copy. `affected`: orders for which something was settled. */
export type CarriedOut = { readonly tooLate: ReadonlySet<string>; readonly affected: readonly OrderFacts[] }

/** Makes a decision true: first the copies move, then who got none is taken out. */
export async function carryOut(tx: Tx, dispute: Dispute, decision: Decision): Promise<CarriedOut> {
  const moves = decision.verdicts.flatMap((verdict) => movesOf(dispute, verdict))
  await putBackOnShelf(tx, moves)
  const losers = decision.verdicts.flatMap((verdict) => loserOf(dispute, verdict) ?? [])
  const drops = losers.map(({ order }) => ({ orderId: order.orderId, lineIds: [order.lineId], reason: dropReason }))
  const droppings = await redistributeCopies(tx, { moves, drops })
  const tooLate = new Set<string>()
  for (const [index, { party, order }] of losers.entries()) {
    const dropping = droppings[index]
    if (dropping === 'too-late') tooLate.add(party)
    else if (dropping !== 'nothing' && order.accountId === null) await apologise(tx, order)
  }
  return { tooLate, affected: affected(dispute, decision) }
}

/** Copies that this order line does not have yet. */
function movesOf({ units, facts, contest }: Dispute, { party, outcome, units: given }: Verdict): CopyMove[] {
  const order = facts.get(party)
  if (!order || (outcome !== 'keeps' && outcome !== 'equivalent')) return []
  const held = contest.rivals.find((rival) => rival.party === party)?.holds ?? []
  const to = { orderId: order.orderId, lineId: order.lineId }
  return given
    .filter((unitId) => !held.includes(unitId))
    .map((unitId) => ({ unitId, from: units.get(unitId)?.holder ?? undefined, to }))
}

/** A copy that waited to be checked goes back to where it lay: a person said that it may be sold. */
async function putBackOnShelf(tx: Tx, moves: readonly CopyMove[]): Promise<void> {
  const unitIds: UnitId[] = moves.map(({ unitId }) => unitId)
  for (const { unitId, placeCode } of await lastShelves(tx, unitIds))
    await moveUnits(tx, { unitIds: [unitId], toPlaceCode: placeCode, reason: 'checked' })
}

const loserOf = ({ facts }: Dispute, { party, outcome }: Verdict): { party: string; order: OrderFacts } | undefined => {
  const order = facts.get(party)
  return outcome === 'loses' && order ? { party, order } : undefined
}

/** Orders for which something was settled now, each once. */
function affected({ facts }: Dispute, { verdicts }: Decision): OrderFacts[] {
  const orders = new Map<OrderId, OrderFacts>()
  for (const { party, outcome } of verdicts) {
    const order = facts.get(party)
    if (order && outcome !== 'waits') orders.set(order.orderId, order)
  }
  return [...orders.values()]
}
