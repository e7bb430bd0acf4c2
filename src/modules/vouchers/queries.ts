import { refuse } from '#kernel/refusal'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { voucherCodeIn, voucherState } from './voucher.ts'

export type LedgerEntry = {
  readonly kind: 'issued' | 'redeemed' | 'returned' | 'revoked'
  readonly amountMinor: number
  readonly balanceMinor: number
  readonly reference: string
  readonly at: Date
  readonly actor: string
}

export type Voucher = {
  readonly id: string
  readonly code: string
  readonly initialMinor: number
  readonly balanceMinor: number
  readonly recipientName: string
  readonly recipientEmail: string | null
  readonly senderName: string
  readonly message: string
  readonly lang: string
  readonly sendAt: Date | null
  readonly sentAt: Date | null
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly because: string
  readonly createdAt: Date
}

const columns = sql`v.id, v.code, v.initial_minor, v.balance_minor, v.recipient_name, v.recipient_email, v.sender_name, v.message, v.lang,
  v.send_at, v.sent_at, v.expires_at, v.revoked_at, v.because, v.created_at`

export type VoucherTerms = {
  readonly validMonths: number
  readonly amountMinMinor: number
  readonly amountMaxMinor: number
}

/** What holds for a voucher issued now. */
export async function findTerms(cx: Cx): Promise<VoucherTerms> {
  const { rows } = await sql<VoucherTerms>`
    select valid_months, amount_min_minor, amount_max_minor from voucher_terms
    where valid_from <= (${cx.now()}::timestamptz at time zone 'Europe/Paris')::date order by valid_from desc limit 1`.execute(
    cx.db,
  )
  return rows[0] ?? { validMonths: 24, amountMinMinor: 1000, amountMaxMinor: 50_000 }
}

export type DatedTerms = VoucherTerms & { readonly validFrom: string }

/** Everything that held, holds or will, the latest first. */
export async function listTerms(cx: Cx): Promise<(DatedTerms & { readonly setAt: Date; readonly setBy: string })[]> {
  const { rows } = await sql<DatedTerms & { setAt: Date; setBy: string }>`
    select valid_from, valid_months, amount_min_minor, amount_max_minor, set_at, set_by from voucher_terms order by valid_from desc limit 100`.execute(
    cx.db,
  )
  return rows
}

/** By the code as somebody typed it. */
export async function findVoucher(cx: Cx, typed: string): Promise<Voucher | undefined> {
  const code = voucherCodeIn(typed)
  if (code === undefined) return undefined
  const { rows } = await sql<Voucher>`select ${columns} from vouchers v where v.code = ${code}`.execute(cx.db)
  return rows[0]
}

export async function getVoucher(cx: Cx, voucherId: string): Promise<Voucher & { entries: LedgerEntry[] }> {
  const { rows } = await sql<Voucher>`select ${columns} from vouchers v where v.id = ${voucherId}`.execute(cx.db)
  const [voucher] = rows
  if (!voucher) refuse('voucher.not-found', { voucherId })
  const entries = await sql<LedgerEntry>`
    select kind, amount_minor, balance_minor, reference, at, actor from voucher_entries where voucher_id = ${voucherId} order by id limit 500`.execute(
    cx.db,
  )
  return { ...voucher, entries: entries.rows }
}

/** Newest first; `text` is part of a code, a name or an address. */
export async function listVouchers(
  cx: Cx,
  { text = '', limit = 200 }: { text?: string; limit?: number },
): Promise<Voucher[]> {
  const like = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Voucher>`
    select ${columns} from vouchers v
    where ${text} = '' or lower(v.code || ' ' || v.recipient_name || ' ' || coalesce(v.recipient_email, '') || ' ' || v.sender_name) like ${like}
    order by v.created_at desc, v.id desc limit ${limit}`.execute(cx.db)
  return rows
}

export type CartVoucher = { readonly voucherId: string; readonly code: string; readonly usableMinor: number }

type CartRow = { id: string; code: string; balanceMinor: number; expiresAt: Date | null; revokedAt: Date | null }

const usable = (cx: Cx, row: CartRow): CartVoucher => ({
  voucherId: row.id,
  code: row.code,
  usableMinor: voucherState(cx.now(), row) === 'usable' ? row.balanceMinor : 0,
})

/** The voucher given in a cart and what it can pay now. */
export async function cartVoucher(cx: Cx, cartId: string): Promise<CartVoucher | undefined> {
  const { rows } = await sql<CartRow>`
    select v.id, v.code, v.balance_minor, v.expires_at, v.revoked_at from cart_vouchers c join vouchers v on v.id = c.voucher_id
    where c.cart_id = ${cartId}`.execute(cx.db)
  return rows[0] && usable(cx, rows[0])
}

/** The same with the voucher locked: until the transaction ends nobody else pays with it. */
export async function lockCartVoucher(tx: Tx, cartId: string): Promise<CartVoucher | undefined> {
  const { rows } = await sql<CartRow>`
    select v.id, v.code, v.balance_minor, v.expires_at, v.revoked_at from cart_vouchers c join vouchers v on v.id = c.voucher_id
    where c.cart_id = ${cartId} for update of v`.execute(tx.db)
  return rows[0] && usable(tx, rows[0])
}

export type VouchersOfOrder = {
  readonly id: string
  readonly code: string
  readonly amountMinor: number
  readonly recipientName: string
  readonly sentAt: Date | null
}

/** The vouchers that were bought with an order, for its buyer. */
export async function vouchersOfLines(cx: Cx, lineIds: readonly string[]): Promise<VouchersOfOrder[]> {
  if (lineIds.length === 0) return []
  const { rows } = await sql<VouchersOfOrder>`
    select id, code, initial_minor as amount_minor, recipient_name, sent_at from vouchers
    where order_line_id = any (${lineIds}::uuid[]) and revoked_at is null order by id`.execute(cx.db)
  return rows
}
