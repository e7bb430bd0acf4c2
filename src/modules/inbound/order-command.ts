import { z } from 'zod'
import type { ConnectorSupport, RemoteOrder } from '#modules/channels'

const cancelReasons = ['out-of-stock', 'buyer-asked', 'undeliverable'] as const

export const orderCommandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('decide'), acceptedLineIds: z.array(z.string()).readonly() }),
  z.object({
    kind: z.literal('cancel'),
    reason: z.enum(cancelReasons),
    lineIds: z.array(z.string()).readonly(),
    message: z.string(),
  }),
  z.object({
    kind: z.literal('ship'),
    carrier: z.string(),
    trackingNumber: z.string().optional(),
    trackingUrl: z.string().optional(),
  }),
])

/** What the vendor of an order is to be told. Line ids are the marketplace's (`externalLineId` of our order lines). */
export type OrderCommand = z.output<typeof orderCommandSchema>

/** What is known of an order when a command for it is asked for. `refusedLineIds`: of a decision not sent yet. */
export type CommandCase = {
  readonly order: RemoteOrder
  readonly canDecide: boolean
  readonly isDecided: boolean
  readonly refusedLineIds: readonly string[]
}

/**
 * The vendor's own step for what is asked. As long as an order waits to be accepted, cancelling lines means not accepting
 * them; where there is nothing to accept, refusing lines means cancelling them. Undefined: there is nothing to say.
 */
export function vendorStep(asked: OrderCommand, { order, canDecide, ...known }: CommandCase): OrderCommand | undefined {
  const isOpen = canDecide && order.isAwaitingDecision && !known.isDecided
  const lineIds = order.lines.map(({ externalId }) => externalId)
  if (asked.kind === 'cancel' && isOpen) {
    const refused = new Set([...asked.lineIds, ...known.refusedLineIds])
    return { kind: 'decide', acceptedLineIds: lineIds.filter((id) => !refused.has(id)) }
  }
  if (asked.kind === 'decide' && !canDecide) {
    const refused = lineIds.filter((id) => !asked.acceptedLineIds.includes(id))
    return refused.length === 0 ? undefined : { kind: 'cancel', reason: 'out-of-stock', lineIds: refused, message: '' }
  }
  return asked
}

/** Of one key there is one command per order; a decision that has not been sent yet may still change. */
export const lineKeyOf = (command: OrderCommand): string =>
  command.kind === 'cancel' ? [...new Set(command.lineIds)].toSorted().join(' ') : ''

export const isSupported = (support: ConnectorSupport, { kind }: OrderCommand): boolean =>
  ({ decide: support.canDecideOrders, cancel: support.canCancelOrders !== 'no', ship: support.canShipOrders })[kind]
