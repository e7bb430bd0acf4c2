import { type Id, newCode, newId, type OrderId, type PaymentId, type UnitId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Day } from './calendar.ts'
import { type Fate, type ReturnMove, type ReturnRequest, type ReturnState, returnMoves } from './return.ts'

export type ReturnId = Id<'Return'>
const numberCharacters = 6

/** One decision about an order's returns at a time: the sums of several returns must see each other. */
export async function lockReturnsOf(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${orderId}, 36))`.execute(tx.db)
}

type NewReturn = Omit<ReturnRequest, 'photos'> & {
  readonly state: ReturnState
  readonly isInPeriod: boolean
  readonly periodEndsOn: Day | null
}

export async function insertReturn(
  tx: Tx,
  { lines, name, email, ...asked }: NewReturn,
): Promise<{ returnId: ReturnId; number: string }> {
  const returnId = newId<ReturnId>(tx.now())
  const number = newCode('R', numberCharacters)
  await tx.db
    .insertInto('returns')
    .values({
      id: returnId,
      number,
      orderId: asked.orderId,
      kind: asked.kind,
      state: asked.state,
      declaredName: name,
      declaredEmail: email,
      lang: asked.lang,
      isInPeriod: asked.isInPeriod,
      periodEndsOn: asked.periodEndsOn,
      requestedAt: tx.now(),
      updatedAt: tx.now(),
    })
    .execute()
  await tx.db
    .insertInto('returnLines')
    .values(lines.map((line) => ({ id: newId(tx.now()), returnId, ...line })))
    .execute()
  await insertReturnEvent(tx, returnId, { what: 'requested', to: asked.state, data: { isInPeriod: asked.isInPeriod } })
  return { returnId, number }
}

export async function insertReturnEvent(
  tx: Tx,
  returnId: ReturnId,
  {
    what,
    from = null,
    to = null,
    data = {},
  }: { what: string; from?: ReturnState | null; to?: ReturnState | null; data?: Readonly<Record<string, unknown>> },
): Promise<void> {
  await tx.db
    .insertInto('returnEvents')
    .values({
      returnId,
      what,
      fromState: from,
      toState: to,
      data: JSON.stringify(data),
      at: tx.now(),
      actor: tx.actor.id,
    })
    .execute()
}

/** Compare-and-swap on the state, with its event; false when the return is not in a state this move starts from. */
export async function moveReturnRow(
  tx: Tx,
  returnId: ReturnId,
  move: ReturnMove,
  data: Readonly<Record<string, unknown>> = {},
): Promise<boolean> {
  const { from, to } = returnMoves[move]
  const { rows } = await sql<{ state: ReturnState }>`
    with old as (select id, state from returns where id = ${returnId} and state = any (${from}::text[]) for update)
    update returns r set state = ${to}, updated_at = ${tx.now()} from old where r.id = old.id returning old.state`.execute(
    tx.db,
  )
  const [moved] = rows
  if (!moved) return false
  if (to === 'refused' || to === 'cancelled')
    await tx.db.updateTable('returnLines').set({ isLive: false }).where('returnId', '=', returnId).execute()
  await insertReturnEvent(tx, returnId, { what: to, from: moved.state, to, data })
  return true
}

export async function setParcel(
  tx: Tx,
  returnId: ReturnId,
  parcel: { carrier: string; trackingNumber: string },
): Promise<void> {
  await tx.db.updateTable('returns').set(parcel).where('id', '=', returnId).execute()
}

export async function setRefusal(tx: Tx, returnId: ReturnId, refusal: string): Promise<void> {
  await tx.db.updateTable('returns').set({ refusal }).where('id', '=', returnId).execute()
}

/** The copies that have not arrived before; a second scan of one changes nothing. */
export async function insertReturnUnits(tx: Tx, returnId: ReturnId, unitIds: readonly UnitId[]): Promise<UnitId[]> {
  const { rows } = await sql<{ unitId: UnitId }>`
    insert into return_units (return_line_id, unit_id, received_at)
    select rl.id, lu.unit_id, ${tx.now()} from return_lines rl join order_line_units lu on lu.order_line_id = rl.order_line_id
    where rl.return_id = ${returnId} and lu.unit_id = any (${unitIds}::uuid[])
    on conflict do nothing returning unit_id`.execute(tx.db)
  return rows.map(({ unitId }) => unitId)
}

export async function insertPhoto(
  tx: Tx,
  returnId: ReturnId,
  photo: { id: string; position: number; width: number; height: number },
): Promise<void> {
  await tx.db
    .insertInto('returnPhotos')
    .values({ ...photo, returnId, addedAt: tx.now() })
    .execute()
}

/** Answers whose files are left over. */
export async function deletePhotosOf(tx: Tx, customerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from return_photos p using returns r join orders o on o.id = r.order_id
    where p.return_id = r.id and o.customer_id = any (${customerIds}::uuid[]) returning p.id`.execute(tx.db)
  return rows.map(({ id }) => id)
}

export type Finding = {
  readonly unitId: UnitId
  readonly mediaGrade: string | null
  readonly sleeveGrade: string | null
  readonly wasOpened: boolean
  readonly fate: Fate
  readonly note: string
}

export async function saveFinding(tx: Tx, returnId: ReturnId, { unitId, ...finding }: Finding): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('returnUnits')
    .set(finding)
    .where('unitId', '=', unitId)
    .where('returnLineId', 'in', (query) =>
      query.selectFrom('returnLines').select('id').where('returnId', '=', returnId),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type NewReturnRefund = {
  readonly paymentId: PaymentId | null
  readonly linesMinor: number
  readonly deliveryMinor: number
  readonly deductedMinor: number
  readonly lateMinor: number
  readonly paidBackMinor: number
}

/** One refund per return is what the primary key says: a second decision finds the first. */
export async function insertReturnRefund(tx: Tx, returnId: ReturnId, refund: NewReturnRefund): Promise<void> {
  await tx.db
    .insertInto('returnRefunds')
    .values({ returnId, ...refund, decidedAt: tx.now(), actor: tx.actor.id })
    .execute()
}

export async function saveReceipt(
  tx: Tx,
  orderId: OrderId,
  receipt: { receivedOn: Day; source: 'carrier' | 'buyer' | 'team' },
): Promise<void> {
  const row = { ...receipt, at: tx.now(), actor: tx.actor.id }
  await tx.db
    .insertInto('orderReceipts')
    .values({ orderId, ...row })
    .onConflict((conflict) => conflict.column('orderId').doUpdateSet(row))
    .execute()
}

/** The declaration stays as proof of the contract's end; the person leaves it. */
export async function pseudonymiseReturns(tx: Tx, orderCustomerIds: readonly string[]): Promise<number> {
  const { rows } = await sql`
    update returns set declared_name = '–', declared_email = '' from orders o
    where o.id = returns.order_id and o.customer_id = any (${orderCustomerIds}::uuid[]) returning returns.id`.execute(
    tx.db,
  )
  await sql`
    update return_lines rl set note = '' from returns r join orders o on o.id = r.order_id
    where rl.return_id = r.id and o.customer_id = any (${orderCustomerIds}::uuid[])`.execute(tx.db)
  return rows.length
}
