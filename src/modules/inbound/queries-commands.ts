import type { OrderId } from '#kernel/ids'
import type { Rejection } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { lineIdsOf, type OrderCommand, orderCommandSchema } from './order-command.ts'
import { remoteOrderSchema } from './remote-order-schema.ts'

/** `step` is the key of its words: `inbound:commands.<step>`. */
export type CommandView = {
  readonly id: string
  readonly step: 'decide-accept' | 'decide-part' | 'decide-refuse' | 'cancel' | 'ship'
  readonly channel: string
  /** The account's name. */
  readonly channelLabel: string
  readonly state: 'waiting' | 'done' | 'rejected'
  readonly requestedAt: Date
  readonly answeredAt: Date | null
  readonly attempts: number
  readonly nextTryAt: Date
  readonly lastError: string | null
  readonly reasons: readonly Rejection[]
}

type Row = Omit<CommandView, 'step' | 'reasons'> & {
  readonly command: unknown
  readonly payload: unknown
  readonly reasons: readonly Rejection[] | null
}

/** What the vendor of this order was or is to be told, oldest first. */
export async function listCommands(cx: Cx, orderId: OrderId): Promise<CommandView[]> {
  const { rows } = await sql<Row>`
    select c.id, a.channel, a.label as channel_label, c.command, r.payload, c.state, c.requested_at, c.answered_at, c.attempts, c.next_try_at, c.last_error, c.reasons
    from order_commands c join channel_accounts a on a.id = c.account_id
    join channel_orders r on r.account_id = c.account_id and r.external_id = c.external_id
    where c.order_id = ${orderId} order by c.requested_at, c.id`.execute(cx.db)
  return rows.map(({ command, payload, reasons, ...row }) => ({
    ...row,
    reasons: reasons ?? [],
    step: stepOf(orderCommandSchema.parse(command), lineIdsOf(remoteOrderSchema.parse(payload)).length),
  }))
}

function stepOf(command: OrderCommand, linesCount: number): CommandView['step'] {
  if (command.kind !== 'decide') return command.kind
  if (command.acceptedLineIds.length === 0) return 'decide-refuse'
  return command.acceptedLineIds.length < linesCount ? 'decide-part' : 'decide-accept'
}
