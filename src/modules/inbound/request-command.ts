import type { OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { isSupported, type OrderCommand, vendorStep } from './order-command.ts'
import { rejectCommand } from './reject-command.ts'
import { type CommandId, lockCommandedOrder, saveCommand } from './store-commands.ts'

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
  const { accountId, order, commands } = known
  const command = vendorStep(asked, { order, canDecide: support.canDecideOrders, commands })
  if (!command) return undefined
  const commandId = await saveCommand(tx, { orderId, accountId, externalId: order.externalId, command })
  if (!isSupported(support, command)) {
    await rejectCommand(tx, { id: commandId, orderId, accountId, command, order }, [
      { code: 'no-such-step', message: '' },
    ])
  }
  return commandId
}
