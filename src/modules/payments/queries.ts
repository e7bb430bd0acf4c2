import type { PaymentId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { PaymentState } from './payments.ts'

export type PaymentView = {
  readonly id: PaymentId
  readonly reference: string
  readonly provider: string
  readonly amountMinor: number
  readonly capturedMinor: number
  readonly refundedMinor: number
  readonly state: PaymentState
  readonly due: 'cancel' | 'refund' | null
  readonly providerPaymentId: string | null
  readonly failureCode: string | null
  /** A cancelled payment is looked at once more then. */
  readonly lookAgainAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

const columns = [
  'id',
  'reference',
  'provider',
  'amountMinor',
  'capturedMinor',
  'refundedMinor',
  'state',
  'due',
  'providerPaymentId',
  'failureCode',
  'lookAgainAt',
  'createdAt',
  'updatedAt',
] as const

export const findPayment = (cx: Cx, paymentId: PaymentId): Promise<PaymentView | undefined> =>
  cx.db.selectFrom('payments').select(columns).$castTo<PaymentView>().where('id', '=', paymentId).executeTakeFirst()

/** Newest first: a declined card leaves its payment behind, the next try adds another. */
export const listPayments = (cx: Cx, reference: string): Promise<PaymentView[]> =>
  cx.db
    .selectFrom('payments')
    .select(columns)
    .$castTo<PaymentView>()
    .where('reference', '=', reference)
    .orderBy('id', 'desc')
    .execute()

export const listDuePayments = (
  cx: Cx,
  { providers, before, paymentsMax }: { providers: readonly string[]; before: Date; paymentsMax: number },
): Promise<PaymentView[]> =>
  cx.db
    .selectFrom('payments')
    .select(columns)
    .$castTo<PaymentView>()
    .where('due', 'is not', null)
    .where('provider', '=', sql<string>`any(${providers}::text[])`)
    .where('updatedAt', '<=', before)
    .orderBy('updatedAt')
    .limit(paymentsMax)
    .execute()

/** Cancelled some minutes ago, and not looked at since. */
export const listPaymentsToLookAt = (
  cx: Cx,
  { providers, paymentsMax }: { providers: readonly string[]; paymentsMax: number },
): Promise<PaymentView[]> =>
  cx.db
    .selectFrom('payments')
    .select(columns)
    .$castTo<PaymentView>()
    .where('lookAgainAt', '<=', cx.now())
    .where('due', 'is', null)
    .where('provider', '=', sql<string>`any(${providers}::text[])`)
    .orderBy('lookAgainAt')
    .limit(paymentsMax)
    .execute()

export const paymentAtProvider = (
  cx: Cx,
  provider: string,
  providerPaymentId: string,
): Promise<PaymentView | undefined> =>
  cx.db
    .selectFrom('payments')
    .select(columns)
    .$castTo<PaymentView>()
    .where('provider', '=', provider)
    .where('providerPaymentId', '=', providerPaymentId)
    .executeTakeFirst()
