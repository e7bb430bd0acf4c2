import { type AccountId, type Id, newId, type OrderId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import type { RemoteOrder } from '#modules/channels'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { lineKeyOf, type OrderCommand, orderCommandSchema } from './order-command.ts'
import { remoteOrderSchema } from './remote-order-schema.ts'

export type CommandId = Id<'OrderCommand'>

export type CommandedOrder = {
  readonly accountId: AccountId
  readonly channel: string
  readonly order: RemoteOrder
  /** The newest decision, answered or not. */
  readonly decision: { readonly state: string; readonly command: OrderCommand } | undefined
}

/** The marketplace order behind one of ours; its row stays locked, so that commands for it are asked for one after another. */
export async function lockCommandedOrder(tx: Tx, orderId: OrderId): Promise<CommandedOrder | undefined> {
  const { rows } = await sql<{
    accountId: AccountId
    channel: string
    payload: unknown
    state: string | null
    command: unknown
  }>`
    select r.account_id, a.channel, r.payload, d.state, d.command
    from channel_orders r join channel_accounts a on a.id = r.account_id
    left join order_commands d on d.order_id = r.order_id and d.kind = 'decide'
    where r.order_id = ${orderId} for update of r`.execute(tx.db)
  const [row] = rows
  if (!row) return undefined
  const { accountId, channel, payload, state, command } = row
  return {
    accountId,
    channel,
    order: remoteOrderSchema.parse(payload),
    decision: state === null ? undefined : { state, command: orderCommandSchema.parse(command) },
  }
}

type NewCommand = {
  readonly orderId: OrderId
  readonly accountId: AccountId
  readonly externalId: string
  readonly command: OrderCommand
}

/** Once per order, kind and lines. What has not been answered yet may still change; what was answered stays. */
export async function saveCommand(tx: Tx, { orderId, accountId, externalId, command }: NewCommand): Promise<CommandId> {
  const { rows } = await sql<{ id: CommandId }>`
    with added as (
      insert into order_commands (id, order_id, account_id, external_id, kind, line_key, command, requested_at, requested_by, next_try_at)
      values (${newId<CommandId>(tx.now())}, ${orderId}, ${accountId}, ${externalId}, ${command.kind}, ${lineKeyOf(command)},
        ${JSON.stringify(command)}::jsonb, ${tx.now()}, ${tx.actor.id}, ${tx.now()})
      on conflict (order_id, kind, line_key) do update
        set command = case when order_commands.state = 'waiting' then excluded.command else order_commands.command end
      returning id)
    select id, pg_notify('etal_lanes', '') from added`.execute(tx.db)
  const [row] = rows
  invariant(row, 'a command was added or found')
  return row.id
}

export async function rejectCommand(
  tx: Cx,
  commandId: CommandId,
  reasons: readonly { code: string; message: string }[],
): Promise<void> {
  await sql`
    update order_commands set state = 'rejected', reasons = ${JSON.stringify(reasons)}::jsonb, answered_at = ${tx.now()}
    where id = ${commandId} and state = 'waiting'`.execute(tx.db)
}
