import { enqueue } from '#platform/jobs'
import type { Subscriptions } from '#platform/outbox'
import { inviteJob } from './invite-buyer.ts'
import { invitedAfterDays } from './reviews.ts'

const dayMs = 86_400_000

export const subscriptions: Subscriptions = {
  'order.sent': (tx, { orderId }, { occurredAt }) =>
    enqueue(
      tx,
      inviteJob,
      { orderId },
      { startAfter: new Date(occurredAt.getTime() + invitedAfterDays * dayMs), singletonKey: orderId },
    ),
}
