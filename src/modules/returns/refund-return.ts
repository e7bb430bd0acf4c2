import { invariant, refuse } from '#kernel/refusal'
import { getOrder, type OrderView } from '#modules/orders'
import { refundPart } from '#modules/payments'
import { type Cx, inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { dayOf, daysBetween } from './calendar.ts'
import type { Letterhead } from './mails.ts'
import { moveOrExplain, tell } from './move-return.ts'
import { returnPolicy, standardDeliveryOf } from './policy.ts'
import { getReturn, type ReturnView, refundFacts } from './queries.ts'
import { lateIncreaseMinor, losesRight, refundDueOn, refundMinorOf } from './rights.ts'
import { insertReturnRefund, lockReturnsOf, type ReturnId } from './store.ts'

export type RefundProposal = {
  readonly linesMinor: number
  readonly deliveryMinor: number
  readonly lateMinor: number
  /** What the order's payments can still give back. */
  readonly leftMinor: number
  readonly dueOn: string | null
}

/** What the law has us pay back for this return today. */
export async function proposeRefund(cx: Cx, found: ReturnView, order: OrderView): Promise<RefundProposal> {
  const facts = await refundFacts(cx, found.id)
  invariant(facts, 'the return was read a moment ago')
  const deliveryLeftMinor = order.deliveryMinor - facts.deliveryDoneMinor
  const linesMinor = facts.linesMinor
  const standardDeliveryMinor = Math.min(standardDeliveryOf(order), deliveryLeftMinor)
  const totalMinor = refundMinorOf({
    linesMinor,
    isWhole: facts.isWhole,
    deliveryMinor: deliveryLeftMinor,
    standardDeliveryMinor,
  })
  const dueOn = refundDueOn({ noticeOn: dayOf(found.requestedAt), provedOn: provedOn(found) })
  const daysLate = found.kind === 'withdrawal' && dueOn ? daysBetween(dueOn, dayOf(cx.now())) : 0
  const { legalRateBasisPoints } = returnPolicy
  return {
    linesMinor,
    deliveryMinor: totalMinor - linesMinor,
    lateMinor: lateIncreaseMinor(totalMinor, { daysLate, legalRateBasisPoints }),
    leftMinor: facts.leftMinor,
    dueOn,
  }
}

/** The goods are back, or their sending was proved: the earlier of both. */
function provedOn({ sentBackAt, lines }: ReturnView): string | null {
  const arrivals = lines.flatMap(({ units }) =>
    units.flatMap(({ receivedAt }) => (receivedAt ? [new Date(receivedAt)] : [])),
  )
  const moments = [...arrivals, ...(sentBackAt ? [sentBackAt] : [])].map((at) => at.getTime())
  return moments.length === 0 ? null : dayOf(new Date(Math.min(...moments)))
}

/**
 * Pays a return back to where the money came from, once: of parallel calls one decides and the others find it decided. A deduction
 * is for what the buyer did to the goods (article L221-23). Refuses `return.amount-too-large` for a deduction beyond the lines,
 * `return.right-lost` when a sealed recording was opened and nothing is deducted, `return.move-not-allowed`.
 */
export const refundReturn = (
  cx: MaybeTx,
  { returnId, head, deductedMinor = 0 }: { returnId: ReturnId; head: Letterhead; deductedMinor?: number },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { orderId } = await getReturn(tx, returnId)
    await lockReturnsOf(tx, orderId)
    const found = await getReturn(tx, returnId)
    const order = await getOrder(tx, orderId)
    const proposal = await proposeRefund(tx, found, order)
    if (deductedMinor > proposal.linesMinor) refuse('return.amount-too-large', { maxMinor: proposal.linesMinor })
    const lost = found.kind === 'withdrawal' ? found.lines.flatMap(({ units }) => units.filter(losesRight)) : []
    if (lost.length > 0 && deductedMinor === 0)
      refuse('return.right-lost', { unitIds: lost.map(({ unitId }) => unitId) })
    const { linesMinor, deliveryMinor, lateMinor, leftMinor } = proposal
    const paidBackMinor = Math.min(leftMinor, linesMinor - deductedMinor + deliveryMinor)
    if (!(await moveOrExplain(tx, found, 'refund', { paidBackMinor, deductedMinor, lateMinor }))) return
    const paymentId = await payBack(tx, order, { paidBackMinor, reason: `return:${returnId}` })
    await insertReturnRefund(tx, returnId, {
      paymentId,
      linesMinor,
      deliveryMinor,
      deductedMinor,
      lateMinor,
      paidBackMinor,
    })
    await tell(tx, 'refunded', { returnId, head })
  })

/** Newest payment first, each up to what it still holds; answers the first one used. */
async function payBack(tx: Tx, order: OrderView, { paidBackMinor, reason }: { paidBackMinor: number; reason: string }) {
  let leftMinor = paidBackMinor
  const used = []
  for (const payment of order.payments.filter(({ state, due }) => state === 'captured' && due === null)) {
    const amountMinor = Math.min(leftMinor, payment.capturedMinor - payment.refundedMinor)
    if (amountMinor <= 0) continue
    await refundPart(tx, payment.id, { amountMinor, reason })
    used.push(payment.id)
    leftMinor -= amountMinor
  }
  return used[0] ?? null
}
