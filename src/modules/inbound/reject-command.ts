import type { AccountId } from '#kernel/ids'
import type { Rejection } from '#modules/channels'
import type { Tx } from '#platform/cx'
import { answerCommand, type DueCommand } from './store-commands.ts'
import { openIncident } from './store-incidents.ts'

export type RejectedCommand = Omit<DueCommand, 'attempts'> & { readonly accountId: AccountId }

/**
 * The vendor says no, or has no such step. A parcel it has no place for is nobody's trouble; everything else a person
 * must settle there.
 */
export async function rejectCommand(tx: Tx, asked: RejectedCommand, reasons: readonly Rejection[]): Promise<void> {
  if (!(await answerCommand(tx, asked, { state: 'rejected', reasons }))) return
  const { accountId, orderId, order, command } = asked
  if (command.kind === 'ship' && reasons.some(({ code }) => code === 'no-such-step')) return
  await openIncident(tx, {
    kind: 'command-rejected',
    accountId,
    orderId,
    variantId: null,
    externalId: `${order.externalId} ${command.kind}`,
    data: {
      command: command.kind,
      buyer: order.buyer.name,
      remoteState: order.remoteState,
      reasons: reasons.map(({ code, message }) => ({ code, message })),
    },
  })
}
