import type { Publication, RemoteListing, RemoteState, Withdrawal } from './connector.ts'
import type { ListingError, ListingRow, ListingState } from './listing.ts'
import { pauseMs, type Step, unfinishedWithdrawal, urgencies, withdrawnPrint } from './plan.ts'
import type { Rejection } from './rejection.ts'
import type { Outcome } from './store.ts'
import type { Wanted } from './wanted.ts'

/** One listing in a lane's round: the row as read, what is wanted now, and the step between both. */
export type Plan = { readonly row: ListingRow; readonly wanted: Wanted; readonly step: Step }
export type Moment = { readonly now: Date; readonly random: () => number }

/** An order for what vanished must arrive before it may be listed again, or the copy would be sold twice. */
const lostPauseMs = 30_000

export const remoteOf = (row: ListingRow): RemoteListing | undefined =>
  row.remoteId === null ? undefined : { id: row.remoteId, sku: row.sku, data: row.remote }

/** What stays true of a row when nothing is known to have changed; outcomes say only what did. */
function unchanged({ row, wanted }: Plan, { now }: Moment): Outcome {
  return {
    id: row.id,
    seq: row.wantedSeq,
    isSettled: false,
    state: row.state,
    remote: remoteOf(row),
    askedAbout: row.remoteId,
    memory: row.remote,
    sentFingerprint: row.sentFingerprint,
    creatingSince: row.creatingSince,
    attempts: row.attempts,
    nextTryAt: now,
    withheld: withheldReason(wanted),
    lastError: row.lastError,
    wasSent: false,
    waitsFor: null,
    event: undefined,
  }
}

const settled = (plan: Plan, moment: Moment): Outcome => ({
  ...unchanged(plan, moment),
  isSettled: true,
  attempts: 0,
  creatingSince: null,
  lastError: null,
})

/** The vendor already shows what is wanted. */
export const settledOutcome = (plan: Plan, moment: Moment): Outcome => ({
  ...settled(plan, moment),
  state: plan.wanted.kind === 'published' ? 'live' : withdrawnState(plan.row.state),
})

const withdrawnState = (state: ListingState): ListingState => (state === 'sold' ? 'sold' : 'withdrawn')

export function publicationOutcome(plan: Plan, answer: Publication, moment: Moment): Outcome {
  const { row, wanted } = plan
  const sent = { ...settled(plan, moment), sentFingerprint: null, wasSent: true }
  switch (answer.kind) {
    case 'live': {
      const what = plan.step === 'create' ? 'published' : 'revised'
      const sentFingerprint = wanted.kind === 'published' ? wanted.fingerprint : null
      const event = {
        what,
        data: { latencyMs: latencyMs(row, moment), remoteId: answer.remote.id, ...shownData(wanted) },
      }
      return { ...sent, state: 'live', remote: answer.remote, sentFingerprint, event }
    }
    case 'accepted': {
      const event = { what: 'handed-over', data: answer.data }
      return { ...sent, isSettled: false, memory: answer.data, creatingSince: moment.now, event }
    }
    case 'rejected': {
      const lastError = rejectionError(answer.reasons, moment)
      return { ...sent, state: 'rejected', lastError, event: { what: 'rejected', data: { ...lastError } } }
    }
    case 'lost':
      return lostOutcome(plan, answer.remote, moment)
    case 'failed':
      return laterOutcome(plan, answer, moment)
  }
}

const shownData = (wanted: Wanted) =>
  wanted.kind === 'published' ? { priceMinor: wanted.listing.priceMinor, quantity: wanted.listing.quantity } : {}

export function withdrawalOutcome(plan: Plan, answer: Withdrawal, moment: Moment): Outcome {
  const { row, wanted } = plan
  const how = howToWithdraw(plan)
  if (answer.kind === 'failed') return laterOutcome(plan, answer, moment)
  if (answer.kind === 'rejected') {
    // A copy that is gone must not stay on sale because the vendor said no once: it is asked again and again.
    const lastError = rejectionError(answer.reasons, moment)
    const failed = failedOutcome(plan, { message: lastError.message, retryAfterMs: undefined }, moment)
    return { ...failed, lastError, event: { what: 'withdrawal-rejected', data: { ...lastError } } }
  }
  return {
    ...settled(plan, moment),
    // finished only to be put on sale again
    isSettled: wanted.kind === 'withheld',
    state: withdrawnState(row.state),
    remote: answer.remote,
    memory: answer.remote?.data ?? {},
    sentFingerprint: withdrawnPrint(how),
    wasSent: true,
    event: {
      what: 'withdrawn',
      data: { latencyMs: withdrawalMs(plan, moment), how, reason: withheldReason(wanted) ?? 'unfinished' },
    },
  }
}

export const howToWithdraw = ({ row, wanted }: Plan): 'held' | 'gone' =>
  wanted.kind === 'withheld' ? wanted.how : (unfinishedWithdrawal(row) ?? 'held')

const withheldReason = (wanted: Wanted): string | null => (wanted.kind === 'published' ? null : wanted.reason)

/** No useful answer: the vendor may or may not have done it, so nothing is assumed about what it shows. */
export function failedOutcome(
  plan: Plan,
  failure: { code?: string; message: string; retryAfterMs: number | undefined },
  moment: Moment,
): Outcome {
  const attempts = plan.row.attempts + 1
  const pause = failure.retryAfterMs ?? pauseMs(attempts, plan.step === 'withdraw', moment.random)
  const lastError = { code: failure.code ?? 'outage', message: failure.message, at: moment.now.toISOString() }
  return {
    ...unchanged(plan, moment),
    sentFingerprint: null,
    attempts,
    nextTryAt: new Date(moment.now.getTime() + pause),
    lastError,
    event: { what: 'failed', data: { ...lastError, step: plan.step } },
  }
}

/** An entry whose time the vendor named has not failed: it goes with the others when that time comes. */
function laterOutcome(
  plan: Plan,
  { message, retryAfterMs }: { message: string; retryAfterMs: number | undefined },
  moment: Moment,
): Outcome {
  if (retryAfterMs === undefined) return failedOutcome(plan, { message, retryAfterMs }, moment)
  const lastError = { code: 'postponed', message, at: moment.now.toISOString() }
  return { ...postponedOutcome(plan, retryAfterMs, moment), lastError }
}

/** The lane was stopped in the middle: not a failure, only not finished. */
export const postponedOutcome = (plan: Plan, retryAfterMs: number, moment: Moment): Outcome => ({
  ...unchanged(plan, moment),
  sentFingerprint: null,
  nextTryAt: new Date(moment.now.getTime() + retryAfterMs),
})

/** Not a word was sent: what the vendor shows is as well known as before. */
export const untoldOutcome = (
  plan: Plan,
  wait: { retryAfterMs: number; waitsFor: string | null },
  moment: Moment,
): Outcome => ({
  ...unchanged(plan, moment),
  nextTryAt: new Date(moment.now.getTime() + wait.retryAfterMs),
  waitsFor: wait.waitsFor,
})

function lostOutcome(plan: Plan, remote: RemoteListing | undefined, moment: Moment): Outcome {
  return {
    ...unchanged(plan, moment),
    state: 'sold',
    remote,
    memory: remote?.data ?? {},
    sentFingerprint: null,
    creatingSince: null,
    nextTryAt: new Date(moment.now.getTime() + lostPauseMs),
    event: { what: 'lost', data: { remoteId: plan.row.remoteId } },
  }
}

/** A creation without an answer was found: it is ours, as we sent it. */
export function foundOutcome(
  plan: Plan,
  found: { remote: RemoteListing; state: RemoteState },
  moment: Moment,
): Outcome {
  const { row } = plan
  if (found.state.kind === 'sold') return { ...lostOutcome(plan, undefined, moment), remembersId: found.remote.id }
  const sentFingerprint = found.state.kind === 'on-sale' ? row.sendingFingerprint : null
  const event = { what: 'published', data: { latencyMs: latencyMs(row, moment), remoteId: found.remote.id } }
  return {
    ...unchanged(plan, moment),
    state: 'live',
    remote: found.remote,
    sentFingerprint,
    creatingSince: null,
    attempts: 0,
    lastError: null,
    wasSent: true,
    event,
  }
}

/** The vendor worked on it later and says no. */
export const refusedOutcome = (plan: Plan, reasons: readonly Rejection[], moment: Moment): Outcome => ({
  ...publicationOutcome(plan, { kind: 'rejected', reasons }, moment),
  remote: undefined,
  memory: {},
})

/** It never arrived: create it again. */
export const absentOutcome = (plan: Plan, moment: Moment): Outcome => ({
  ...unchanged(plan, moment),
  memory: {},
  creatingSince: null,
  sentFingerprint: null,
})

const latencyMs = (row: ListingRow, { now }: Moment): number => Math.max(0, now.getTime() - row.wantedAt.getTime())

/**
 * From the claim to the accepted withdrawal. A copy claimed while an edit of it waits may leave with that edit, before the
 * lane has heard of the claim: then the time counts from the claim, not from the edit.
 */
export function withdrawalMs({ row, wanted }: Plan, moment: Moment): number {
  const isKnown = row.urgency === urgencies.withdraw
  const since = isKnown || wanted.kind !== 'withheld' ? undefined : wanted.takenAt
  return since ? Math.max(0, moment.now.getTime() - since.getTime()) : latencyMs(row, moment)
}

function rejectionError(reasons: readonly Rejection[], { now }: Moment): ListingError {
  const [first] = reasons
  const message = reasons.map((reason) => reason.message).join(' ')
  return {
    code: first?.code ?? 'rejected',
    message,
    at: now.toISOString(),
    ...(first?.field === undefined ? {} : { field: first.field }),
  }
}
