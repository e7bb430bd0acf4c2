import { type IncidentDecision, incidentOf, noteDecision, settleIncident } from '#modules/inbound'
import type { Tx } from '#platform/cx'
import type { Arbitrated } from './arbitrated.ts'
import type { OrderFacts } from './queries.ts'
import type { Verdict } from './rivals.ts'
import { hasOpenArbitration, hasRefundByHand } from './store.ts'

/**
 * Says on the incident what was decided and why, and closes it when nothing is left to do. It stays open while a payment is
 * waited for or a person is asked, when a packed order has lost its copy, and when money must go back by hand.
 */
export async function noteOnIncidents(tx: Tx, arbitrated: Arbitrated): Promise<void> {
  for (const { incidentId, verdict } of arbitrated.cases) {
    const incident = await incidentOf(tx, incidentId)
    if (!incident || incident.closedAt !== null) continue
    const leftToDo = await whatIsLeft(tx, arbitrated, verdict)
    const decision = wordsOf(tx, arbitrated, { verdict, leftToDo })
    const isDone = leftToDo === 'nothing' && !(await hasOpenArbitration(tx, incidentId))
    if (isDone) await settleIncident(tx, { incidentId, resolution: decision.what, decision })
    else await noteDecision(tx, incidentId, decision)
  }
}

type LeftToDo = 'nothing' | 'payment' | 'answer' | 'unpack' | 'refund'

async function whatIsLeft(tx: Tx, { decision, dispute, carried }: Arbitrated, verdict: Verdict): Promise<LeftToDo> {
  if (verdict.outcome === 'waits') return decision.rule === 'being-paid' ? 'payment' : 'answer'
  if (carried.tooLate.size > 0) return 'unpack'
  for (const { party, outcome } of decision.verdicts) {
    const order = dispute.facts.get(party)
    if (outcome === 'loses' && order && (await hasRefundByHand(tx, order.orderId))) return 'refund'
  }
  return 'nothing'
}

type Said = { readonly verdict: Verdict; readonly leftToDo: LeftToDo }

/** Values of `arbitration:decisions.<rule>`: who keeps it, who does not, what each loss would have cost. */
function wordsOf(tx: Tx, { decision, dispute }: Arbitrated, { verdict, leftToDo }: Said): IncidentDecision {
  const isOwnWin = verdict.outcome === 'keeps'
  const others = decision.verdicts.filter(({ party }) => party !== verdict.party)
  const isOrder = ({ party }: Verdict) => dispute.facts.has(party)
  const winner = isOwnWin ? verdict : others.findLast((one) => one.outcome === 'keeps' && isOrder(one))
  const loser = isOwnWin
    ? others.find((one) => isOrder(one) && (one.outcome === 'loses' || one.outcome === 'equivalent'))
    : verdict
  const name = (one: Verdict | undefined) => nameOf(tx, one && dispute.facts.get(one.party))
  return {
    what: leftToDo === 'answer' ? 'asked' : decision.rule,
    textsOf: 'arbitration',
    winner: name(winner),
    winnerCost: winner?.cost ?? 0,
    loser: name(loser),
    loserCost: loser?.cost ?? 0,
    outcome: loser?.outcome ?? 'nobody',
    left: leftToDo,
  }
}

/** `eBay C-7K3Q9A`; orders of the own shop have their number only. */
function nameOf(tx: Tx, order: OrderFacts | undefined): string {
  if (!order) return ''
  const vendor = order.accountId === null ? '' : (tx.outside.connectors?.[order.channel]?.label ?? order.channel)
  return [vendor, order.number].filter((part) => part !== '').join(' ')
}
