import type { OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { lineIdsOf } from './order-command.ts'
import { requestCommand } from './request-command.ts'
import { lockCommandedOrder } from './store-commands.ts'

/**
 * A person accepts an order there that we could not accept by ourselves, because they have found what was sold. Refuses
 * `inbound.nothing-to-accept` when its vendor waits for no decision.
 */
export const acceptOrder = (cx: Cx, orderId: OrderId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const known = await lockCommandedOrder(tx, orderId)
    const isDecided = known?.commands.some(({ state, command }) => command.kind === 'decide' && state !== 'waiting')
    if (!known?.order.isAwaitingDecision || isDecided) refuse('inbound.nothing-to-accept', { orderId })
    await requestCommand(tx, { orderId, command: { kind: 'decide', acceptedLineIds: lineIdsOf(known.order) } })
  })
