import type { ShopLocals } from '#app/shop'
import type { CartId } from '#kernel/ids'
import { enterCode } from '#modules/promotions'
import { presentVoucher, voucherCodeIn } from '#modules/vouchers'

/** A promotion's code or a gift voucher's, as somebody typed it. */
export const enterTyped = (
  { cx, ip }: Pick<ShopLocals, 'cx' | 'ip'>,
  entry: { cartId: CartId; text: string },
): Promise<void> =>
  voucherCodeIn(entry.text) ? presentVoucher(cx, { ...entry, from: ip }) : enterCode(cx, { ...entry, from: ip })
