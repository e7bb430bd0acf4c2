import { z } from '@hono/zod-openapi'
import type { OrderId, PaymentId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { idSchema, route, timeSchema } from '#platform/http'

/** No provider sends these back: a person does, and says so at `/payments/{paymentId}/hand-refund`. */
const byHand = sql`array['bank-transfer', 'cash', 'manual']`

/** Decided and not sent yet: what is left of a whole payment, or a part of one that stands. */
export const refundsByHand = sql`
  select p.id as payment_id, null::uuid as refund_id, p.reference, p.provider, p.amount_minor - p.refunded_minor as amount_minor, p.updated_at as decided_at
  from payments p where p.due = 'refund' and p.provider = any(${byHand}) and p.amount_minor > p.refunded_minor
  union all
  select p.id, r.id, p.reference, p.provider, r.amount_minor, r.created_at
  from payment_refunds r join payments p on p.id = r.payment_id
  where r.state = 'due' and p.state = 'captured' and p.due is null and p.provider = any(${byHand})`

const RefundSchema = z
  .object({
    paymentId: idSchema<PaymentId>('Payment'),
    refundId: z.string().nullable().describe('A part of the payment; null for all that is left of it'),
    provider: z.string().describe('How the money came: bank-transfer, cash, manual'),
    amountMinor: z.int(),
    decidedAt: timeSchema,
    orderId: idSchema<OrderId>('Order'),
    number: z.string(),
    buyerName: z.string(),
  })
  .openapi('RefundByHand')

type Row = z.input<typeof RefundSchema> & { readonly decidedAt: Date }

const rowsMax = 200

async function list(cx: Cx): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select r.payment_id, r.refund_id, r.provider, r.amount_minor, r.decided_at, o.id as order_id, o.number, coalesce(o.buyer ->> 'name', '') as buyer_name
    from (${refundsByHand}) r join orders o on r.reference = 'order:' || o.id order by r.decided_at, r.payment_id limit ${rowsMax}`.execute(
    cx.db,
  )
  return rows
}

const readRefunds = route({
  method: 'get',
  path: '/refunds-by-hand',
  permission: 'orders:read',
  summary: 'Money that came by transfer or in cash and has to be sent back by a person, longest waiting first',
  tags: ['payments'],
  answers: { 200: z.object({ items: z.array(RefundSchema) }) },
  handle: async (cx) => ({ items: await list(cx) }),
})

export const refundsByHandRoutes = [readRefunds] as const
