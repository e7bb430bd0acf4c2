import { newId, type OrderId } from '#kernel/ids'
import { invariant, refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { findTerms, type LedgerEntry } from './queries.ts'
import { drawVoucherCode, type Gift } from './voucher.ts'

const drawsMax = 5
type Move = {
  readonly voucherId: string
  readonly kind: LedgerEntry['kind']
  readonly amountMinor: number
  readonly reference: string
}

/** The balance afterwards; undefined when there is too little or the voucher is void, and then nothing happened. */
async function move(tx: Tx, { voucherId, kind, amountMinor, reference }: Move): Promise<number | undefined> {
  const { rows } = await sql<{ balance: number | null }>`
    select move_voucher(${voucherId}::uuid, ${kind}, ${amountMinor}::int, ${reference}, ${tx.now()}, ${tx.actor.id}) as balance`.execute(
    tx.db,
  )
  return rows[0]?.balance ?? undefined
}

/** Pays with a voucher. Of two that want the same cents the second is refused: `voucher.too-little`. */
export async function redeemVoucher(
  tx: Tx,
  redemption: { voucherId: string; amountMinor: number; reference: string },
): Promise<void> {
  const { voucherId, amountMinor, reference } = redemption
  const balance = await move(tx, { voucherId, kind: 'redeemed', amountMinor: -amountMinor, reference })
  if (balance === undefined) refuse('voucher.too-little', { voucherId })
}

/**
 * Gives back what was paid with a voucher for `reference`: all of it, or `amountMinor` of it. Never more than was paid;
 * repeating a full return changes nothing. Answers what was given back.
 */
export async function returnToVoucher(
  tx: Tx,
  { reference, amountMinor }: { reference: string; amountMinor?: number },
): Promise<number> {
  const { rows } = await sql<{ voucherId: string }>`
    select v.id as voucher_id from vouchers v where v.id in (select voucher_id from voucher_entries where reference = ${reference}) for update`.execute(
    tx.db,
  )
  const [locked] = rows
  if (!locked) return 0
  // A statement of its own: while we waited for the lock, somebody may have given it back.
  const spent = await sql<{ minor: number }>`
    select -coalesce(sum(amount_minor), 0)::int as minor from voucher_entries where reference = ${reference} and kind in ('redeemed', 'returned')`.execute(
    tx.db,
  )
  const backMinor = Math.min(amountMinor ?? Number.MAX_SAFE_INTEGER, spent.rows[0]?.minor ?? 0)
  if (backMinor <= 0) return 0
  const balance = await move(tx, { voucherId: locked.voucherId, kind: 'returned', amountMinor: backMinor, reference })
  invariant(balance !== undefined, 'what was taken from a voucher fits back into it')
  return backMinor
}

export type NewVoucher = Partial<Gift> & {
  readonly amountMinor: number
  readonly lang: string
  readonly sendAt?: Date | null
  readonly orderLineId?: string
  readonly because?: string
  readonly reference: string
}

/** Writes a voucher with a fresh code and its first entry. For a line that has one already it answers that one. */
export const issueVoucher = (cx: MaybeTx, wish: NewVoucher): Promise<string> =>
  inTransaction(cx, async (tx): Promise<string> => {
    for (let draw = 1; draw <= drawsMax; draw++) {
      const issued = (await insert(tx, wish, drawVoucherCode())) ?? (await voucherOfLine(tx, wish.orderLineId))
      if (issued) return issued
    }
    invariant(false, 'voucher codes are exhausted')
  })

async function insert(tx: Tx, wish: NewVoucher, code: string): Promise<string | undefined> {
  const { validMonths } = await findTerms(tx)
  const { amountMinor, lang, orderLineId = null, because = '', sendAt = null, reference } = wish
  const { rows } = await sql<{ id: string }>`
    with issued as (
      insert into vouchers (id, code, initial_minor, balance_minor, recipient_name, recipient_email, sender_name, message, lang, send_at, expires_at,
        order_line_id, because, created_at, created_by)
      values (${newId(tx.now())}, ${code}, ${amountMinor}, ${amountMinor}, ${wish.recipientName ?? ''}, ${wish.recipientEmail ?? null},
        ${wish.senderName ?? ''}, ${wish.message ?? ''}, ${lang}, ${sendAt}, ${tx.now()}::timestamptz + make_interval(months => ${validMonths}::int),
        ${orderLineId}, ${because}, ${tx.now()}, ${tx.actor.id})
      on conflict do nothing returning id, initial_minor
    ), written as (
      insert into voucher_entries (voucher_id, kind, amount_minor, balance_minor, reference, at, actor)
      select id, 'issued', initial_minor, initial_minor, ${reference}, ${tx.now()}, ${tx.actor.id} from issued
    )
    select id from issued`.execute(tx.db)
  return rows[0]?.id
}

async function voucherOfLine(tx: Tx, orderLineId: string | undefined): Promise<string | undefined> {
  if (orderLineId === undefined) return undefined
  const { rows } = await sql<{ id: string }>`select id from vouchers where order_line_id = ${orderLineId}`.execute(
    tx.db,
  )
  return rows[0]?.id
}

/**
 * Takes back vouchers whose money goes back. Refuses `voucher.spent` when a cent of one was used: the buyer has had it.
 * Repeating it changes nothing.
 */
export async function revokeVouchers(tx: Tx, { orderId }: { orderId: OrderId }): Promise<void> {
  const { rows } = await sql<{ id: string; code: string; initialMinor: number; balanceMinor: number }>`
    select id, code, initial_minor, balance_minor from vouchers
    where order_line_id in (select id from order_lines where order_id = ${orderId} and kind = 'voucher') and revoked_at is null order by id for update`.execute(
    tx.db,
  )
  for (const { id, code, initialMinor, balanceMinor } of rows) {
    if (balanceMinor < initialMinor) refuse('voucher.spent', { code })
    await move(tx, { voucherId: id, kind: 'revoked', amountMinor: -balanceMinor, reference: `order:${orderId}` })
    await sql`update vouchers set revoked_at = ${tx.now()} where id = ${id}`.execute(tx.db)
  }
}
