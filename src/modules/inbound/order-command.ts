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

/** What is known of an order when a command for it is asked for; its earlier commands oldest first. */
export type CommandCase = {
  readonly order: RemoteOrder
  readonly canDecide: boolean
  readonly commands: readonly { readonly state: 'waiting' | 'done' | 'rejected'; readonly command: OrderCommand }[]
}

/**
 * The vendor's own step for what is asked. As long as an order waits to be accepted, cancelling lines means not accepting
 * them; where there is nothing to accept, refusing lines means cancelling them. Undefined: there is nothing to say.
 */
export function vendorStep(asked: OrderCommand, { order, canDecide, commands }: CommandCase): OrderCommand | undefined {
  if (asked.kind === 'cancel') {
    const lineIds = asked.lineIds.filter((id) => !givenUp(order, commands, ['done']).has(id))
    if (lineIds.length === 0) return undefined
    const isDecided = commands.some(({ state, command }) => command.kind === 'decide' && state !== 'waiting')
    if (!canDecide || !order.isAwaitingDecision || isDecided) return { ...asked, lineIds }
    const refused = new Set([...lineIds, ...givenUp(order, commands, ['waiting'])])
    return { kind: 'decide', acceptedLineIds: lineIdsOf(order).filter((id) => !refused.has(id)) }
  }
  if (asked.kind === 'decide' && !canDecide) {
    const refused = lineIdsOf(order).filter((id) => !asked.acceptedLineIds.includes(id))
    if (refused.length === 0) return undefined
    return { kind: 'cancel', reason: 'out-of-stock', lineIds: refused, message: '' }
  }
  return asked
}

export const lineIdsOf = (order: RemoteOrder): string[] => order.lines.map(({ externalId }) => externalId)

/** Lines that earlier commands in these states refuse or cancel. */
export function givenUp(
  order: RemoteOrder,
  commands: CommandCase['commands'],
  states: readonly ('waiting' | 'done')[],
): Set<string> {
  const lost = commands
    .filter(({ state }) => states.some((wanted) => wanted === state))
    .flatMap(({ command }) => {
      if (command.kind === 'cancel') return command.lineIds
      if (command.kind !== 'decide') return []
      return lineIdsOf(order).filter((id) => !command.acceptedLineIds.includes(id))
    })
  return new Set(lost)
}

/** Of one key there is one command per order; a decision that has not been sent yet may still change. */
export const lineKeyOf = (command: OrderCommand): string =>
  command.kind === 'cancel' ? [...new Set(command.lineIds)].toSorted().join(' ') : ''

export const isSupported = (support: ConnectorSupport, { kind }: OrderCommand): boolean =>
  ({ decide: support.canDecideOrders, cancel: support.canCancelOrders !== 'no', ship: support.canShipOrders })[kind]
