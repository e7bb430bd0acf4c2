import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Authorization = z.object({
  number: z.number(),
  payment_id: z.string(),
  reference: z.string(),
  status: z.enum(['authorized', 'declined', 'captured', 'canceled', 'refunded', 'partially_refunded']),
  decline_code: z.string().nullable(),
  amount: z.number(),
  currency: z.string(),
  captured_amount: z.number(),
  refunded_amount: z.number(),
  last4: z.string(),
  created_at: z.string(),
})
export type Authorization = z.output<typeof Authorization>

export type NewAuthorization = Pick<
  Authorization,
  'payment_id' | 'reference' | 'status' | 'decline_code' | 'amount' | 'currency' | 'last4'
>

export function insertAuthorization({ store, now }: Machine, fresh: NewAuthorization): void {
  store.run(
    `insert into testcard_authorizations (payment_id, reference, status, decline_code, amount, currency, last4, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[fresh.payment_id, fresh.reference, fresh.status, fresh.decline_code, fresh.amount, fresh.currency, fresh.last4],
    now().toISOString(),
  )
}

export function findByPayment({ store }: Machine, paymentId: string): Authorization | undefined {
  const row = store.get('select * from testcard_authorizations where payment_id = ?', paymentId)
  return row && Authorization.parse(row)
}

export function findByNumber({ store }: Machine, number: number): Authorization | undefined {
  const row = store.get('select * from testcard_authorizations where number = ?', number)
  return row && Authorization.parse(row)
}

export function saveAuthorization({ store }: Machine, changed: Authorization): void {
  store.run(
    'update testcard_authorizations set status = ?, captured_amount = ?, refunded_amount = ? where number = ?',
    ...[changed.status, changed.captured_amount, changed.refunded_amount, changed.number],
  )
}

const idPrefix = 'auth_'
export const numberOf = (id: string): number =>
  id.startsWith(idPrefix) ? Number(id.slice(idPrefix.length)) : Number.NaN

export const authorizationView = ({ number, created_at, ...shown }: Authorization) => ({
  id: `${idPrefix}${String(number).padStart(10, '0')}`,
  ...shown,
  created_at,
})
