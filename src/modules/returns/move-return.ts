import type { OrderId, UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { getOrder, redistributeCopies } from '#modules/orders'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import type { Day } from './calendar.ts'
import { type Letterhead, type MailKind, mailReturn } from './mails.ts'
import { getReturn, type ReturnView } from './queries.ts'
import { type ReturnMove, returnMoves } from './return.ts'
import {
  type Finding,
  insertReturnUnits,
  lockReturnsOf,
  moveReturnRow,
  type ReturnId,
  saveFinding,
  saveReceipt,
  setParcel,
  setRefusal,
} from './store.ts'

type Step = { readonly returnId: ReturnId; readonly head: Letterhead }

/** A move that was made already is fine; every other refused one is explained. */
export async function moveOrExplain(
  tx: Tx,
  found: Pick<ReturnView, 'id' | 'state'>,
  move: ReturnMove,
  data: Readonly<Record<string, unknown>> = {},
): Promise<boolean> {
  if (await moveReturnRow(tx, found.id, move, data)) return true
  const { state } = await getReturn(tx, found.id)
  if (state !== returnMoves[move].to) refuse('return.move-not-allowed', { returnId: found.id, state, move })
  return false
}

export async function tell(tx: Tx, kind: MailKind, { returnId, head }: Step): Promise<void> {
  const found = await getReturn(tx, returnId)
  const { accessToken } = await getOrder(tx, found.orderId)
  await mailReturn(tx, kind, { found, head, accessToken })
}

/** The buyer may send it back. Repeating it changes nothing. Refuses `return.move-not-allowed`, `return.not-found`. */
export const acceptReturn = (cx: MaybeTx, step: Step): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const found = await getReturn(tx, step.returnId)
    if (await moveOrExplain(tx, found, 'accept')) await tell(tx, 'accepted', step)
  })

/** The buyer (or a person for them) says that the parcel has left: the proof from which the refund is due. */
export const markSentBack = (
  cx: MaybeTx,
  { returnId, ...parcel }: { returnId: ReturnId; carrier: string; trackingNumber: string },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const found = await getReturn(tx, returnId)
    if (await moveOrExplain(tx, found, 'send', parcel)) await setParcel(tx, returnId, parcel)
  })

/**
 * These copies have arrived: only now their claims end, and they go to the place to check, never back on sale by themselves. What
 * arrived before stays as it is. Refuses `return.unit-not-on-it`. A return that was paid back before the goods came keeps its state.
 */
export const receiveReturn = (
  cx: MaybeTx,
  { returnId, unitIds, head }: Step & { unitIds: readonly UnitId[] },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const asked = await getReturn(tx, returnId)
    await lockReturnsOf(tx, asked.orderId)
    const found = await getReturn(tx, returnId)
    const known = new Set(found.lines.flatMap(({ units }) => units.map((unit) => unit.unitId)))
    const strangers = unitIds.filter((unitId) => !known.has(unitId))
    if (strangers.length > 0) refuse('return.unit-not-on-it', { unitIds: strangers })
    const arrived = await insertReturnUnits(tx, returnId, unitIds)
    await redistributeCopies(tx, {
      returned: { orderId: found.orderId, unitIds: arrived, reference: `return:${returnId}` },
    })
    if (found.state !== 'refunded' && (await moveOrExplain(tx, found, 'receive', { count: arrived.length })))
      await tell(tx, 'received', { returnId, head })
  })

/** What was found on each copy, and whether it may be sold again. Refuses `return.unit-not-on-it` for what has not arrived. */
export const checkReturn = (
  cx: MaybeTx,
  { returnId, findings }: { returnId: ReturnId; findings: readonly Finding[] },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const found = await getReturn(tx, returnId)
    for (const finding of findings) {
      if (!(await saveFinding(tx, returnId, finding))) refuse('return.unit-not-on-it', { unitIds: [finding.unitId] })
    }
    if (found.state !== 'refunded') await moveOrExplain(tx, found, 'check')
  })

/** Says no, with a reason the buyer reads. The lines may be asked for again. */
export const refuseReturn = (cx: MaybeTx, { returnId, head, because }: Step & { because: string }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const found = await getReturn(tx, returnId)
    if (!(await moveOrExplain(tx, found, 'refuse', { because }))) return
    await setRefusal(tx, returnId, because)
    await tell(tx, 'refused', { returnId, head })
  })

/** The buyer keeps the goods after all. */
export const cancelReturn = (cx: MaybeTx, returnId: ReturnId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await moveOrExplain(tx, await getReturn(tx, returnId), 'cancel')
  })

/** The day the last piece reached its buyer; the period counts from it. */
export const recordReceipt = (
  cx: MaybeTx,
  { orderId, ...receipt }: { orderId: OrderId; receivedOn: Day; source: 'carrier' | 'buyer' | 'team' },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await getOrder(tx, orderId)
    await saveReceipt(tx, orderId, receipt)
  })
