import { type CartId, newId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { addToCart, type CheckoutRequest, checkOut } from '#modules/orders'
import type { Chance } from '../chance.ts'
import { minuteMs, secondMs } from '../clock.ts'
import { note } from '../open-world.ts'
import type { Goods, World } from '../world.ts'
import type { Happening } from './happening.ts'

const address = { name: 'Ada Martin', line1: '1 rue des Disques', postcode: '75011', city: 'Paris', country: 'FR' }
const goodCard = { number: '4242424242424242', expMonth: 12, expYear: 2030, cvc: '123' }
const declinedCard = { ...goodCard, number: '4000000000000002' }

function paymentOf(chance: Chance): CheckoutRequest['payment'] {
  const luck = chance.fraction()
  if (luck < 0.15) return { method: 'bank-transfer' }
  return { method: 'card', provider: 'testcard', card: luck < 0.3 ? declinedCard : goodCard }
}

/** One visitor: fills a cart, thinks, and pays or leaves. A broken answer is tried again, as people do. */
export async function visit(world: World, wanted: readonly Goods[]): Promise<void> {
  const chance = world.chance.fork(`visitor ${world.counts.events} ${world.scheduler.taskCount}`)
  const name = `visitor of ${wanted.map(({ title }) => title).join(', ')}`
  await world.begin(name, world.process('web'), async ({ cx }) => {
    const cartId = newId<CartId>(cx.now())
    for (const { variantId } of wanted) await addToCart(cx, { cartId, variantId, quantity: 1 })
    if (chance.happens(0.25)) return
    await world.scheduler.sleep(thinkingMs(chance))
    await pay(world, cartId, chance)
  })
}

/** Mostly shorter than the hold of a cart, sometimes longer. */
const thinkingMs = (chance: Chance): number =>
  chance.happens(0.85) ? chance.between(1, 240) * secondMs : chance.between(8, 15) * minuteMs

const triesMax = 4

async function pay(world: World, cartId: CartId, chance: Chance): Promise<void> {
  const buyer = { name: 'Ada Martin', email: `buyer-${chance.between(1, 20)}@example.org`, phone: '' }
  for (let tries = 0; tries < triesMax; tries += 1) {
    const request: CheckoutRequest = {
      cartId,
      lang: 'fr',
      buyer,
      address,
      deliveryMethod: 'relay',
      payment: paymentOf(chance),
    }
    try {
      const outcome = await checkOut(world.process('web').cx, request)
      if (outcome.kind === 'placed') return
    } catch (error) {
      note(world, 'checkout', error)
      if (error instanceof Refusal) return
    }
    await world.scheduler.sleep(chance.between(1, 60) * secondMs)
  }
}

/** Few things are wanted by many. */
export function popular(world: World): Goods | undefined {
  const { goods, chance } = world
  return goods[Math.floor(chance.fraction() ** 2 * goods.length)]
}

const shopVisit: Happening = {
  name: 'somebody visits the shop',
  weight: 20,
  async happen(world) {
    const wanted = new Set([popular(world), world.chance.happens(0.3) ? popular(world) : undefined])
    await visit(
      world,
      [...wanted].flatMap((goods) => goods ?? []),
    )
  },
}

export const buyerHappenings: readonly Happening[] = [shopVisit]
