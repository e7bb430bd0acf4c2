import { chargesOf, takenPayments } from './queries-money.ts'
import type { Violation, World } from './world.ts'

const bankBooks = ({ machine }: World['sandbox']) =>
  machine.store.all(
    `select json_extract(metadata, '$.payment') as payment_id, case status when 'requires_capture' then 'authorized' else status end as status,
       captured_amount as captured, refunded_amount as refunded from stripe_intents
     union all
     select custom_id, case authorization_status when 'CREATED' then 'authorized' else authorization_status end,
       case capture_status when '' then 0 else amount_minor end, refunded_minor from paypal_orders`,
  )

/** The bank's books against ours, to the cent: what it took we know of, and what we say it took it did. */
export async function moneyAtTheBank({ cx, sandbox }: World): Promise<Violation[]> {
  const ours = await takenPayments(cx)
  const theirs = bankBooks(sandbox)
  const known = new Map(theirs.map((row) => [String(row.payment_id), row]))
  const violations: Violation[] = []
  for (const { id, capturedMinor, refundedMinor } of ours) {
    const row = known.get(id)
    const found = row ? Number(row.captured) - Number(row.refunded) : 0
    const expected = capturedMinor - refundedMinor
    if (found !== expected) {
      violations.push({ check: 'bank-agrees', subject: `payment ${id}`, found: `${found} there, ${expected} here` })
    }
    known.delete(id)
  }
  for (const [id, row] of known) {
    const kept = Number(row.captured) - Number(row.refunded)
    if (kept !== 0 || row.status === 'authorized') {
      violations.push({ check: 'bank-agrees', subject: `payment ${id}`, found: `${row.status}, ${kept} kept there` })
    }
  }
  return violations
}

/**
 * What the providers have taken and kept, at any moment: it belongs to an order that stands and has its copies, or it is
 * decided that it goes back; and nobody has paid twice for one cart.
 */
export async function chargedInVain({ cx, sandbox }: Pick<World, 'cx' | 'sandbox'>): Promise<Violation[]> {
  const kept = bankBooks(sandbox).filter((row) => Number(row.captured) > Number(row.refunded))
  if (kept.length === 0) return []
  const charges = await chargesOf(
    cx,
    kept.map((row) => String(row.payment_id)),
  )
  const carts = charges.flatMap(({ cartId, isGoingBack }) => (cartId === null || isGoingBack ? [] : cartId))
  return [
    ...charges
      .filter(({ isGoingBack, isSold }) => !isGoingBack && !isSold)
      .map(({ id, order }) => ({ check: 'captured-means-ordered', subject: `payment ${id}`, found: order })),
    ...carts
      .filter((cartId, index) => carts.indexOf(cartId) !== index)
      .map((cartId) => ({ check: 'charged-once', subject: `cart ${cartId}`, found: 'two payments captured' })),
  ]
}
