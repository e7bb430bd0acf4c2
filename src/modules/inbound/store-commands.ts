import { type AccountId, type Id, newId, type OrderId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import type { Rejection, RemoteOrder } from '#modules/channels'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { lineKeyOf, type OrderCommand, orderCommandSchema } from './order-command.ts'
import { remoteOrderSchema } from './remote-order-schema.ts'

export type CommandId = Id<'OrderCommand'>

export type AskedCommand = { readonly state: CommandState; readonly command: OrderCommand }
export type CommandState = 'waiting' | 'done' | 'rejected'

export type CommandedOrder = {
  readonly accountId: AccountId
  readonly channel: string
  readonly order: RemoteOrder
  /** Everything its vendor was or is to be told, oldest first. */
  readonly commands: readonly AskedCommand[]
}

/** The marketplace order behind one of ours; its row stays locked, so that commands for it are asked for one after another. */
export async function lockCommandedOrder(tx: Tx, orderId: OrderId): Promise<CommandedOrder | undefined> {
  const { rows } = await sql<{ accountId: AccountId; channel: string; payload: unknown }>`
    select r.account_id, a.channel, r.payload from channel_orders r join channel_accounts a on a.id = r.account_id
    where r.order_id = ${orderId} for update of r`.execute(tx.db)
  const [row] = rows
  if (!row) return undefined
  const asked = await sql<{ state: CommandState; command: unknown }>`
    select state, command from order_commands where order_id = ${orderId} order by requested_at, id`.execute(tx.db)
  return {
    accountId: row.accountId,
    channel: row.channel,
    order: remoteOrderSchema.parse(row.payload),
    commands: asked.rows.map(({ state, command }) => ({ state, command: orderCommandSchema.parse(command) })),
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

export type DueCommand = {
  readonly id: CommandId
  readonly orderId: OrderId
  readonly command: OrderCommand
  readonly attempts: number
  readonly order: RemoteOrder
}

/** The next command of this account, taken until then: when its runner dies, another sends it again. Per order in the order they were asked for. */
export async function takeCommand(cx: Cx, accountId: AccountId, until: Date): Promise<DueCommand | undefined> {
  const { rows } = await sql<{
    id: CommandId
    orderId: OrderId
    command: unknown
    attempts: number
    payload: unknown
  }>`
    with next as (
      select c.id from order_commands c
      where c.account_id = ${accountId} and c.state = 'waiting' and c.next_try_at <= ${cx.now()}
        and not exists (select 1 from order_commands e where e.order_id = c.order_id and e.state = 'waiting'
          and (e.requested_at, e.id) < (c.requested_at, c.id))
      order by c.requested_at, c.id limit 1 for update skip locked
    ), taken as (
      update order_commands c set next_try_at = ${until} from next where c.id = next.id
      returning c.id, c.order_id, c.command, c.attempts, c.account_id, c.external_id)
    select t.id, t.order_id, t.command, t.attempts, r.payload
    from taken t join channel_orders r on r.account_id = t.account_id and r.external_id = t.external_id`.execute(cx.db)
  const [row] = rows
  if (!row) return undefined
  const { payload, command, ...taken } = row
  return { ...taken, command: orderCommandSchema.parse(command), order: remoteOrderSchema.parse(payload) }
}

/** What was sent may have been replaced meanwhile: then this answer is not the answer to what is wanted now. */
export async function answerCommand(
  tx: Cx,
  { id, command }: Pick<DueCommand, 'id' | 'command'>,
  { state, reasons = [] }: { state: 'done' | 'rejected'; reasons?: readonly Rejection[] },
): Promise<boolean> {
  const { rows } = await sql`
    update order_commands set state = ${state}, reasons = ${JSON.stringify(reasons)}::jsonb, answered_at = ${tx.now()}, last_error = null
    where id = ${id} and state = 'waiting' and command = ${JSON.stringify(command)}::jsonb returning id`.execute(tx.db)
  return rows.length > 0
}

/** Done as it was sent, although something else is wanted by now; answers that, undefined when it was answered before. */
export async function settleAsSent(tx: Tx, id: CommandId, sent: OrderCommand): Promise<OrderCommand | undefined> {
  const { rows } = await sql<{ wanted: unknown }>`
    with before as (select id, command from order_commands where id = ${id} and state = 'waiting' for update)
    update order_commands c set state = 'done', command = ${JSON.stringify(sent)}::jsonb, answered_at = ${tx.now()}, last_error = null
    from before b where c.id = b.id returning b.command as wanted`.execute(tx.db)
  return rows[0] && orderCommandSchema.parse(rows[0].wanted)
}

/** `error` undefined: nobody's fault, the request budget was spent. */
export async function postponeCommand(
  cx: Cx,
  id: CommandId,
  { until, error }: { until: Date; error: string | undefined },
): Promise<void> {
  const failed = error === undefined ? sql`` : sql`attempts = attempts + 1, last_error = ${error.slice(0, 1000)},`
  await sql`update order_commands set ${failed} next_try_at = ${until} where id = ${id} and state = 'waiting'`.execute(
    cx.db,
  )
}

export async function accountsWithCommands(cx: Cx): Promise<AccountId[]> {
  const { rows } = await sql<{ accountId: AccountId }>`
    select distinct account_id from order_commands where state = 'waiting' and next_try_at <= ${cx.now()}`.execute(
    cx.db,
  )
  return rows.map(({ accountId }) => accountId)
}
