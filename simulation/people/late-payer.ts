import { type CartId, newId } from '#kernel/ids'
import { addToCart, checkOut, checkouts } from '#modules/orders'
import { secondMs } from '../clock.ts'
import { freeCopies } from '../queries-people.ts'
import type { World } from '../world.ts'
import { answerBank, bankCard, confirm, type Payer, type PayPage, wishOf } from './payers.ts'

/**
 * One whose hold ends while the bank's page is open: somebody else takes the copy at that moment, and only then is the
 * payment approved. Between two looks of ours nobody has noticed yet, so the copy must be looked at again before it is sold.
 */
export async function payTooLate(world: World, payer: Payer): Promise<void> {
  const { chance, scheduler } = world
  const variantId = chance.pick(await freeCopies(world.cx))
  if (!variantId) return
  const atBankMs = chance.between(0, 4) * secondMs
  const afterMs = chance.between(0, 800)
  const comesBack = chance.happens(0.7)
  const wish = wishOf(world, payer)
  await world.begin(`${payer.name} hesitates`, world.process('web'), async ({ cx }) => {
    await addToCart(cx, { cartId: payer.cartId, variantId, quantity: 1 })
    const page = await checkOut(cx, wish)
    if (page.kind !== 'pay') return
    await untilHoldEnds(world, page, -atBankMs)
    await confirm(world, page, bankCard)
    await untilHoldEnds(world, page, afterMs)
    await addToCart(world.process('web').cx, { cartId: newId<CartId>(world.clock.now()), variantId, quantity: 1 })
    await answerBank(world, page)
    await scheduler.sleep(chance.between(0, 500))
    if (comesBack) await checkouts.continue(world.process('web').cx, page.checkoutId)
  })
}

const extensionsMax = 5

/** The hold of a buyer who is seen at the bank gets longer, so it is asked for again when it should be over. */
async function untilHoldEnds(world: World, { token }: PayPage, afterMs: number): Promise<void> {
  for (let turn = 0; turn < extensionsMax; turn += 1) {
    const checkout = await checkouts.byToken(world.process('web').cx, token)
    const leftMs = (checkout?.holdUntil.getTime() ?? 0) + afterMs - world.clock.ms
    if (leftMs <= 0) return
    await world.scheduler.sleep(leftMs)
  }
}
