import { type CartId, newId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { addToCart, type CheckoutProgress, type CheckoutRequest, checkOut, checkouts } from '#modules/orders'
import { confirmAt, declinedCard, goodCard } from '#support/payments'
import type { Chance } from '../chance.ts'
import { minuteMs, secondMs } from '../clock.ts'
import { note } from '../open-world.ts'
import type { Goods, World } from '../world.ts'
import type { Happening } from './happening.ts'

const address = { name: 'Ada Martin', line1: '1 rue des Disques', postcode: '75011', city: 'Paris', country: 'FR' }
function paymentOf(chance: Chance): CheckoutRequest['payment'] {
  const luck = chance.fraction()
  if (luck < 0.15) return { method: 'bank-transfer' }
  return { method: 'online', provider: luck < 0.4 ? 'paypal' : 'stripe' }
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
      if (outcome.kind === 'pay' && (await confirmed(world, outcome, chance))) return
    } catch (error) {
      note(world, 'checkout', error)
      if (error instanceof Refusal) return
    }
    await world.scheduler.sleep(chance.between(1, 60) * secondMs)
  }
}

/** At the provider, which no crash of ours hinders; most come back to our page, some close the window. True when done with it. */
async function confirmed(world: World, progress: CheckoutProgress & { kind: 'pay' }, chance: Chance): Promise<boolean> {
  await world.scheduler.sleep(chance.between(2, chance.happens(0.1) ? 1_500 : 90) * secondMs)
  if (chance.happens(0.05)) return true
  const card = chance.happens(0.15) ? declinedCard : goodCard
  await confirmAt('http://sandbox.test', async (request) => world.sandbox.app.fetch(request))(progress, card)
  if (chance.happens(0.15)) return true
  await world.scheduler.sleep(chance.between(1, 20) * secondMs)
  const found = await checkouts.continue(world.process('web').cx, progress.checkoutId)
  return found.kind === 'placed' || found.kind === 'ended'
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
