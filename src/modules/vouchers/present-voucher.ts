import type { CartId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { takeFromBudget } from '#platform/budget'
import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import { findVoucher, type Voucher } from './queries.ts'
import { deleteCartVoucher, upsertCartVoucher } from './store-cart.ts'
import { voucherState } from './voucher.ts'

/** A person mistypes; a list of guesses is something else. Shared by the cart and the balance page. */
const tries = { perMinute: 10, burst: 20 }

/** A voucher by its code, for somebody who holds it. Refuses `voucher.not-found`, and `voucher.too-many-tries` to guessers. */
export async function voucherByCode(cx: Cx, { text, from }: { text: string; from: string }): Promise<Voucher> {
  const budget = await takeFromBudget(cx, `codes:${from}`, tries)
  if (!budget.granted) refuse('voucher.too-many-tries', { retryAfterMs: budget.retryAfterMs })
  const voucher = await findVoucher(cx, text)
  if (!voucher) refuse('voucher.not-found', { code: text.slice(0, 40) })
  return voucher
}

type Presented = { readonly cartId: CartId; readonly text: string; readonly from: string }

/** Will pay this cart with a voucher; another one given before is put away. Refuses `voucher.not-usable` as well. */
export async function presentVoucher(cx: MaybeTx, { cartId, text, from }: Presented): Promise<void> {
  const voucher = await voucherByCode(cx, { text, from })
  const state = voucherState(cx.now(), voucher)
  if (state !== 'usable') refuse('voucher.not-usable', { code: voucher.code, state })
  await inTransaction(cx, (tx) => upsertCartVoucher(tx, cartId, voucher.id))
}

export const forgetVoucher = (cx: MaybeTx, cartId: CartId): Promise<void> =>
  inTransaction(cx, (tx) => deleteCartVoucher(tx, cartId))
