import { Outage } from '#kernel/refusal'
import { inTransaction } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { CredentialsRefused, LaneLost, NotNow } from './breaker.ts'
import { type Exchange, exchangeAbout } from './exchange.ts'
import type { Lane } from './lane.ts'
import { type LaneHttp, OperationSpent } from './lane-http.ts'
import { failedOutcome, howToWithdraw, type Plan, postponedOutcome, untoldOutcome } from './outcomes.ts'
import { withdrawnPrint } from './plan.ts'
import { markSending, type Outcome, saveOutcomes } from './store.ts'

export const settlePollMs = 2_000

/** One thing to say to the vendor about several listings, and how its answers are told apart. */
export type Question<T> = {
  readonly plans: readonly Plan[]
  readonly http: LaneHttp
  call(): Promise<readonly T[]>
  outcomeOf(plan: Plan, answer: T): Outcome
}

/**
 * Announces, asks, and records what came of it: the intent is committed before the first byte leaves, so a crash is found
 * by whoever comes next. An outage of the whole call is recorded for every entry, then passed on: it ends the lane's run.
 */
export async function say<T>(lane: Lane, question: Question<T>): Promise<readonly T[]> {
  await question.http.prepay()
  await announce(lane, question.plans)
  const answers = await answersOrFailure(lane, question)
  await record(lane, question, outcomesOf(question, answers))
  return answers
}

/** The same for questions that change nothing there, so that there is no intent to write down. */
export async function ask<T>(lane: Lane, question: Question<T>): Promise<readonly T[]> {
  await question.http.prepay()
  const answers = await complete(question)
  await record(lane, question, outcomesOf(question, answers))
  return answers
}

const outcomesOf = <T>({ plans, outcomeOf }: Question<T>, answers: readonly T[]): Outcome[] =>
  plans.flatMap((plan, index) => {
    const answer = answers[index]
    return answer === undefined ? [] : [outcomeOf(plan, answer)]
  })

/** A connector that answers fewer entries than it was asked is broken: that is an outage, not a silent success. */
async function complete<T>({ plans, call }: Question<T>): Promise<readonly T[]> {
  const answers = await call()
  if (answers.length === plans.length) return answers
  throw new Outage('connector', `answered ${answers.length} of ${plans.length} entries`)
}

async function announce(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const rows = plans.map((plan) => {
    const { row, wanted, step } = plan
    return {
      id: row.id,
      fingerprint:
        step === 'withdraw' || wanted.kind !== 'published' ? withdrawnPrint(howToWithdraw(plan)) : wanted.fingerprint,
      isCreation: step === 'create',
    }
  })
  await inTransaction(lane.cx, (tx) => markSending(tx, rows))
  faultPoint('channels.after-intent')
}

async function answersOrFailure<T>(lane: Lane, question: Question<T>): Promise<readonly T[]> {
  try {
    const answers = await complete(question)
    faultPoint('channels.after-answer')
    return answers
  } catch (error) {
    if (!(error instanceof Outage) || error instanceof LaneLost) throw error
    const { plans, http } = question
    await record(
      lane,
      question,
      plans.map((plan) => outcomeOfOutage(lane, plan, { error, wasAsked: http.exchanges.length > 0 })),
    )
    throw error
  }
}

function outcomeOfOutage(lane: Lane, plan: Plan, { error, wasAsked }: { error: Outage; wasAsked: boolean }): Outcome {
  const { message, retryAfterMs } = error
  if (error instanceof NotNow) {
    const waitsFor = error instanceof OperationSpent ? error.operation : null
    const pause = retryAfterMs ?? settlePollMs
    if (!wasAsked) return untoldOutcome(plan, { retryAfterMs: pause, waitsFor }, lane)
    return { ...postponedOutcome(plan, pause, lane), waitsFor, creatingSince: doubt(lane.now, plan) }
  }
  const code = error instanceof CredentialsRefused ? 'credentials-refused' : 'outage'
  return { ...failedOutcome(plan, { code, message, retryAfterMs }, lane), creatingSince: doubt(lane.now, plan) }
}

/** Since when a listing may exist there that we know nothing of. */
const doubt = (now: Date, { step }: Plan): Date | null => (step === 'create' ? now : null)

/** Beyond this many listings nobody looks for each one's own words in the vendor's long answers. */
const namedMax = 100

/** With every outcome goes what was said about that listing. */
const record = (lane: Lane, { plans, http }: Pick<Question<never>, 'plans' | 'http'>, outcomes: readonly Outcome[]) =>
  inTransaction(lane.cx, (tx) =>
    saveOutcomes(
      tx,
      lane.account.id,
      outcomes.map((outcome, index) => {
        const row = plans[index]?.row
        const names =
          plans.length > namedMax ? [] : [row?.remoteId ?? null, outcome.remote?.id ?? null, row?.sku ?? null]
        const exchange = exchangeAbout(http.exchanges, names)
        return withExchange(outcome, exchange)
      }),
    ),
  )

/** The history tells how long the vendor took, too. */
function withExchange(outcome: Outcome, exchange: Exchange | undefined): Outcome {
  const { event } = outcome
  if (!exchange || !event) return { ...outcome, exchange }
  return { ...outcome, exchange, event: { ...event, data: { ...event.data, answerMs: exchange.durationMs } } }
}
