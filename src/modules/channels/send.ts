import { say } from './ask.ts'
import type { PublishEntry } from './connector.ts'
import type { Lane } from './lane.ts'
import { howToWithdraw, type Plan, publicationOutcome, remoteOf, withdrawalMs, withdrawalOutcome } from './outcomes.ts'

/** Takes copies that are not free off the marketplace. May use the whole request budget. */
export async function withdraw(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const { connector, http } = lane.connect('urgent')
  const batch = plans.flatMap((plan) => {
    const remote = remoteOf(plan.row)
    return remote ? [{ remote, kind: howToWithdraw(plan) }] : []
  })
  const answers = await say(lane, {
    plans,
    http,
    call: () => connector.withdraw(batch),
    outcomeOf: (plan, answer) => withdrawalOutcome(plan, answer, lane),
  })
  for (const [index, plan] of plans.entries()) {
    if (answers[index]?.kind === 'withdrawn') lane.onWithdrawn(lane.account.channel, withdrawalMs(plan, lane))
  }
}

/** Creates or revises what should be on sale. */
export async function publish(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const { connector, http } = lane.connect('ordinary')
  await say(lane, {
    plans,
    http,
    call: () => connector.publish(entriesOf(plans)),
    outcomeOf: (plan, answer) => publicationOutcome(plan, answer, lane),
  })
}

/** Hands many creations over in one upload; `lookUp` learns later what became of each. */
export async function publishBulk(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const { connector, http } = lane.connect('ordinary')
  const { bulk } = lane.maker.limits
  if (!connector.publishBulk || !bulk) return publish(lane, plans.slice(0, lane.maker.limits.batchMax))
  const upload = connector.publishBulk
  const nextTryAt = new Date(lane.now.getTime() + bulk.pollMs)
  await say(lane, {
    plans,
    http,
    call: () => upload(entriesOf(plans)),
    outcomeOf: (plan, answer) => {
      const outcome = publicationOutcome(plan, answer, lane)
      return answer.kind === 'accepted' ? { ...outcome, nextTryAt } : outcome
    },
  })
}

const entriesOf = (plans: readonly Plan[]): PublishEntry[] =>
  plans.flatMap(({ row, wanted }) =>
    wanted.kind === 'published' ? [{ wanted: wanted.listing, known: remoteOf(row) }] : [],
  )
