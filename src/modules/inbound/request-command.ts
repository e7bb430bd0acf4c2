import type { OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { isSupported, type OrderCommand, vendorStep } from './order-command.ts'
import {
  type CommandedOrder,
  type CommandId,
  lockCommandedOrder,
  rejectCommand,
  saveCommand,
} from './store-commands.ts'
import { openIncident } from './store-incidents.ts'

/**
 * Has the vendor of this order told something, as soon as its account's worker can and until it answers. Once per order,
 * kind and lines: asking again changes nothing, except a decision that was not sent yet. The vendor's own step is chosen
 * here: lines of an order that waits to be accepted are refused, any other lines are cancelled. What the vendor has no
 * step for becomes an incident, since a person must do it there. Answers undefined when there is nothing to tell: an
 * order of the shop, or of a marketplace served by hand.
 */
export async function requestCommand(
  tx: Tx,
  { orderId, command: asked }: { orderId: OrderId; command: OrderCommand },
): Promise<CommandId | undefined> {
  const known = await lockCommandedOrder(tx, orderId)
  const support = known && tx.outside.connectors?.[known.channel]?.support
  if (!known || !support) return undefined
  const { accountId, order } = known
  const command = vendorStep(asked, { order, canDecide: support.canDecideOrders, ...standingOf(known) })
  if (!command) return undefined
  const commandId = await saveCommand(tx, { orderId, accountId, externalId: order.externalId, command })
  if (!isSupported(support, command)) await leaveToPerson(tx, { orderId, commandId, command, known })
  return commandId
}

const standingOf = ({ order, decision }: CommandedOrder) => ({
  isDecided: decision !== undefined && decision.state !== 'waiting',
  refusedLineIds: decision?.state === 'waiting' ? refusedBy(decision.command, order) : [],
})

const refusedBy = (decision: OrderCommand, order: CommandedOrder['order']): string[] =>
  decision.kind === 'decide'
    ? order.lines.map(({ externalId }) => externalId).filter((id) => !decision.acceptedLineIds.includes(id))
    : []

type Unsupported = {
  readonly orderId: OrderId
  readonly commandId: CommandId
  readonly command: OrderCommand
  readonly known: CommandedOrder
}

/** A parcel that the vendor cannot be told of is nobody's trouble; an order that stays alive there is. */
async function leaveToPerson(tx: Tx, { orderId, commandId, command, known }: Unsupported): Promise<void> {
  await rejectCommand(tx, commandId, [{ code: 'no-such-step', message: '' }])
  if (command.kind === 'ship') return
  await openIncident(tx, {
    kind: 'command-rejected',
    accountId: known.accountId,
    orderId,
    variantId: null,
    externalId: known.order.externalId,
    data: { command: command.kind, channel: known.channel, reasons: [{ code: 'no-such-step', message: '' }] },
  })
}
