import type { CartId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { addToCart } from '#modules/orders'
import { type Cx, inTransaction } from '#platform/cx'
import { findByToken, offeredUnits } from './queries.ts'
import { waitingHolder } from './waiting.ts'

/**
 * The copy kept for this person goes into the cart, without being free for a moment. Refuses `waiting.offer-lapsed` when its time is
 * over, `waiting.not-found`; once taken, repeating it changes nothing.
 */
export const takeOffer = (cx: Cx, { token, cartId }: { token: string; cartId: CartId }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const entry = await findByToken(tx, token)
    if (!entry) refuse('waiting.not-found', {})
    if (entry.state === 'taken') return
    if (entry.state !== 'offered' || !entry.offerEndsAt || entry.offerEndsAt <= tx.now()) {
      refuse('waiting.offer-lapsed', { entryId: entry.id })
    }
    const unitIds = await offeredUnits(tx, entry.id)
    if (unitIds.length === 0) refuse('waiting.offer-lapsed', { entryId: entry.id })
    await addToCart(tx, {
      cartId,
      variantId: entry.variantId,
      quantity: unitIds.length,
      lang: entry.lang,
      kept: { holder: waitingHolder(entry.id), unitIds },
    })
  })
