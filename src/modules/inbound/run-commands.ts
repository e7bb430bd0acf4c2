import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { type CommandAnswer, type Connector, NotNow, openConnector } from '#modules/channels'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { backoffMs } from './backoff.ts'
import { rejectCommand } from './reject-command.ts'
import { requestCommand } from './request-command.ts'
import { answerCommand, type DueCommand, postponeCommand, settleAsSent, takeCommand } from './store-commands.ts'

const commandsPerRun = 200
const pauseMsMax = 300_000
/** Longer than any request with its look before it; then another runner repeats the command, which is harmless. */
const leaseMs = 60_000

type RunOptions = { readonly random?: () => number }

/**
 * Tells the vendor what its orders' commands say, oldest first, with the urgency of withdrawals: an order that is not
 * cancelled there costs more than any price. Killed at any moment, a command is sent again. An outage ends the run.
 * Answers how many commands were answered.
 */
export async function runCommands(
  cx: Cx,
  accountId: AccountId,
  { random = Math.random }: RunOptions = {},
): Promise<number> {
  let answered = 0
  for (let turn = 0; turn < commandsPerRun; turn += 1) {
    const due = await takeCommand(cx, accountId, new Date(cx.now().getTime() + leaseMs))
    if (!due) break
    const outcome = await run(cx, { ...due, accountId }, random)
    if (outcome === 'outage') break
    if (outcome === 'answered') answered += 1
  }
  return answered
}

type Taken = DueCommand & { readonly accountId: AccountId }

async function run(cx: Cx, due: Taken, random: () => number): Promise<'answered' | 'postponed' | 'outage'> {
  const postpone = (retryAfterMs: number | undefined, error: string | undefined): Promise<void> => {
    const pause = retryAfterMs ?? backoffMs(due.attempts, { maxMs: pauseMsMax, random })
    return postponeCommand(cx, due.id, { until: new Date(cx.now().getTime() + pause), error })
  }
  try {
    const { connector } = await openConnector(cx, due.accountId, 'urgent')
    const answer = await send(connector, due)
    faultPoint('inbound.command-answered')
    if (answer.kind === 'failed') {
      await postpone(answer.retryAfterMs, answer.message)
      return 'postponed'
    }
    await settle(cx, due, answer)
    return 'answered'
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    await postpone(error.retryAfterMs, error instanceof NotNow ? undefined : error.message)
    return 'outage'
  }
}

const noSuchStep: CommandAnswer = { kind: 'rejected', reasons: [{ code: 'no-such-step', message: '' }] }

async function send(connector: Connector, { order, command }: Taken): Promise<CommandAnswer> {
  switch (command.kind) {
    case 'decide':
      return (await connector.decideOrder?.(order, command)) ?? noSuchStep
    case 'cancel':
      return (await connector.cancelOrder?.(order, command)) ?? noSuchStep
    case 'ship': {
      const { carrier, trackingNumber, trackingUrl } = command
      return (await connector.shipOrder?.(order, { carrier, trackingNumber, trackingUrl })) ?? noSuchStep
    }
  }
}

const settle = (cx: Cx, due: Taken, answer: Exclude<CommandAnswer, { kind: 'failed' }>): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (answer.kind === 'rejected') return rejectCommand(tx, due, answer.reasons)
    if (!(await answerCommand(tx, due, { state: 'done' }))) await makeUp(tx, due)
  })

/** The decision changed while the vendor was told the one before: what it has accepted must now be cancelled. */
async function makeUp(tx: Tx, { id, orderId, command: sent }: Taken): Promise<void> {
  if (sent.kind !== 'decide') return
  const wanted = await settleAsSent(tx, id, sent)
  if (wanted?.kind !== 'decide') return
  const lineIds = sent.acceptedLineIds.filter((lineId) => !wanted.acceptedLineIds.includes(lineId))
  if (lineIds.length === 0) return
  await requestCommand(tx, { orderId, command: { kind: 'cancel', reason: 'out-of-stock', lineIds, message: '' } })
}
