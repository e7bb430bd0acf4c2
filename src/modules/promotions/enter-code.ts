import type { CartId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { takeFromBudget } from '#platform/budget'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { normalCode, phaseAt } from './promotion.ts'
import { promotionsFor } from './queries.ts'
import { deleteCartCode, insertCartCode, lockCartCodes } from './store-codes.ts'

const codesMax = 5
/** A person mistypes; a list of guesses is something else. */
const tries = { perMinute: 10, burst: 20 }

type Entry = { readonly cartId: CartId; readonly text: string; readonly from: string }

/**
 * Puts a code into a cart; whether it does anything for it is what the quote explains. Entering it again changes nothing.
 * Refuses `cart.code-unknown` (a draft is unknown), `cart.too-many-codes`, and `voucher.too-many-tries` to guessers.
 */
export async function enterCode(cx: MaybeTx, { cartId, text, from }: Entry): Promise<void> {
  const budget = await takeFromBudget(cx, `codes:${from}`, tries)
  if (!budget.granted) refuse('voucher.too-many-tries', { retryAfterMs: budget.retryAfterMs })
  const code = normalCode(text)
  const promotion = (await promotionsFor(cx, [code])).find((one) => one.code === code)
  if (!promotion || phaseAt(cx.now(), promotion) === 'draft') refuse('cart.code-unknown', { code })
  await inTransaction(cx, async (tx) => {
    const known = await lockCartCodes(tx, cartId)
    if (known.length >= codesMax && !known.includes(code)) refuse('cart.too-many-codes', { codesMax })
    await insertCartCode(tx, cartId, code)
  })
}

export const removeCode = (cx: MaybeTx, { cartId, text }: Omit<Entry, 'from'>): Promise<void> =>
  inTransaction(cx, (tx) => deleteCartCode(tx, cartId, normalCode(text)))
