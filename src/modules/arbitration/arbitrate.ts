import type { JsonObject } from '#modules/channels'
import type { IncidentId } from '#modules/inbound'
import type { Tx } from '#platform/cx'
import type { Arbitrated } from './arbitrated.ts'
import { carryOut } from './carry-out.ts'
import { type Dispute, decideDispute, readDispute } from './dispute.ts'
import { noteOnIncidents } from './note-on-incidents.ts'
import { findMissingLine, type MissingLine } from './queries.ts'
import { type Decision, partyOf, type Rival, type RivalKind, type Verdict } from './rivals.ts'
import { getSettings } from './settings.ts'
import { lockRivals, openArbitrations, saveArbitration } from './store.ts'
import { surchargesNow } from './surcharges.ts'
import { tellVendor } from './tell.ts'

/** What a person, or the time they were given, says about a copy that somebody holds. */
export type Answer = 'order' | 'holder'

export type Case = { readonly incidentId: IncidentId; readonly lineId: string; readonly answer?: Answer | undefined }

/**
 * Decides who gets the copies that these lines were sold without, and does it: claims move, losers get another copy or are
 * cancelled, marketplaces are told, all in one transaction. Whoever else waits for the same copy is decided about too, so
 * it makes no difference who was heard of first. A line that has its copy by now is left alone.
 */
export async function arbitrate(tx: Tx, cases: readonly Case[]): Promise<void> {
  const settled: Arbitrated[] = []
  for (const one of cases) settled.push(...(await arbitrateLine(tx, one)))
  // After the last line: an order that waits for our answer is answered once, about all of it.
  const orders = new Map(settled.flatMap(({ carried }) => carried.affected).map((order) => [order.orderId, order]))
  for (const order of orders.values()) if (order.accountId !== null) await tellVendor(tx, order)
  for (const one of settled) await noteOnIncidents(tx, one)
}

async function arbitrateLine(tx: Tx, { incidentId, lineId, answer }: Case): Promise<Arbitrated[]> {
  const line = await findMissingLine(tx, lineId)
  const dispute = line && (await lockDispute(tx, line))
  if (!line || !dispute) return []
  const { costs, askHours } = await getSettings(tx)
  const asked = answer ? answered(dispute, answer) : dispute
  const decision = withAnswer(decideDispute(asked, costs, await surchargesNow(tx)), answer)
  const carried = await carryOut(tx, asked, decision)

  const askUntil = new Date(tx.now().getTime() + askHours * 3_600_000)
  const cases = (await casesOf(tx, { incidentId, line })).flatMap(([caseId, party]) => {
    const verdict = decision.verdicts.find((one) => one.party === party)
    return verdict ? [{ incidentId: caseId, verdict }] : []
  })
  for (const one of cases) await record(tx, { ...one, dispute, decision, askUntil })
  return [{ dispute, decision, carried, cases }]
}

/** Locked, then read again: what was decided a moment ago is seen, what comes a moment later waits. */
async function lockDispute(tx: Tx, line: MissingLine): Promise<Dispute | undefined> {
  const before = await readDispute(tx, line)
  const orderIds = [...before.facts.values()].map(({ orderId }) => orderId)
  await lockRivals(tx, { orderIds, variantId: line.variantId })
  const again = await findMissingLine(tx, line.lineId)
  return again && readDispute(tx, again)
}

/** The one who asked, and all who wait for the same copies. */
async function casesOf(
  tx: Tx,
  { incidentId, line }: { incidentId: IncidentId; line: MissingLine },
): Promise<[IncidentId, string][]> {
  const others = (await openArbitrations(tx, [line.variantId])).filter(({ lineId }) => lineId !== line.lineId)
  return [[incidentId, partyOf(line)], ...others.map((one): [IncidentId, string] => [one.incidentId, partyOf(one)])]
}

const askable: readonly RivalKind[] = ['hold', 'bag', 'quote', 'unchecked', 'unknown']
/** Nobody can tell what stands behind these: no time decides about them. */
const untold: readonly RivalKind[] = ['unchecked', 'unknown']

/** With an answer the holders asked about either give way like a cart, or stay as if the parcel were packed. */
const answered = (dispute: Dispute, answer: Answer): Dispute => ({
  ...dispute,
  contest: {
    ...dispute.contest,
    rivals: dispute.contest.rivals.map((rival) =>
      askable.includes(rival.kind)
        ? { ...rival, ...(answer === 'order' ? { kind: 'cart' } : { kind: 'order', isFinal: true }) }
        : rival,
    ),
  },
})

const withAnswer = (decision: Decision, answer: Answer | undefined): Decision =>
  answer && decision.rule !== 'being-paid' ? { ...decision, rule: 'person' } : decision

type NewRecord = {
  readonly incidentId: IncidentId
  readonly dispute: Dispute
  readonly decision: Decision
  readonly verdict: Verdict
  readonly askUntil: Date
}

async function record(tx: Tx, { incidentId, dispute, decision, verdict, askUntil }: NewRecord): Promise<void> {
  const order = dispute.facts.get(verdict.party)
  if (!order) return
  const { rivals } = dispute.contest
  const isAsking = verdict.outcome === 'waits' && rivals.some(({ kind }) => askable.includes(kind))
  await saveArbitration(tx, {
    incidentId,
    orderId: order.orderId,
    lineId: order.lineId,
    variantId: order.variantId,
    state: verdict.outcome !== 'waits' ? 'decided' : isAsking ? 'asking' : 'waiting',
    rule: decision.rule,
    outcome: verdict.outcome,
    rivals: rivals.map((rival) => rivalData(rival, dispute)),
    verdicts: decision.verdicts.map(({ units, ...rest }) => ({ ...rest, units: [...units] })),
    decideBy: isAsking && !rivals.some(({ kind }) => untold.includes(kind)) ? askUntil : null,
  })
}

const rivalData = ({ placedAt, holds, ...rival }: Rival, { facts }: Dispute): JsonObject => ({
  ...rival,
  number: facts.get(rival.party)?.number ?? null,
  externalId: facts.get(rival.party)?.externalId ?? null,
  placedAt: placedAt.toISOString(),
  holds: [...holds],
})
