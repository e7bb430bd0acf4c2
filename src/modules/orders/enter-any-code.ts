import type { CartId } from '#kernel/ids'
import { enterCode, removeCode } from '#modules/promotions'
import { forgetVoucher, presentVoucher, voucherCodeIn } from '#modules/vouchers'
import type { MaybeTx } from '#platform/cx'

type Entry = { readonly cartId: CartId; readonly text: string; readonly from: string }

/** One field for both: a voucher's code has a shape of its own, anything else is a promotion's. */
export const enterAnyCode = (cx: MaybeTx, { cartId, text, from }: Entry): Promise<void> =>
  voucherCodeIn(text) ? presentVoucher(cx, { cartId, text, from }) : enterCode(cx, { cartId, text, from })

export const removeAnyCode = (cx: MaybeTx, { cartId, text }: Omit<Entry, 'from'>): Promise<void> =>
  voucherCodeIn(text) ? forgetVoucher(cx, cartId) : removeCode(cx, { cartId, text })
