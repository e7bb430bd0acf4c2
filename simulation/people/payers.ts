import { type CartId, toId } from '#kernel/ids'
import {
  addToCart,
  type CheckoutProgress,
  type CheckoutRequest,
  cancelOrder,
  checkOut,
  checkouts,
  listOrders,
} from '#modules/orders'
import { changeSetting } from '#sandbox/machine'
import { addWebhook } from '#sandbox/paypal'
import { addEndpoint } from '#sandbox/stripe'
import { confirmAt, declinedCard, goodCard } from '#support/payments'
import { pushAddress } from '#support/push-door'
import type { Process } from '../process.ts'
import type { World } from '../world.ts'
import { popular } from './buyers.ts'
import type { Happening } from './happening.ts'
import { payTooLate } from './late-payer.ts'
import { troubleHappenings } from './trouble.ts'

const place = 'http://sandbox.test'
const address = { name: 'Ada Martin', line1: '1 rue des Disques', postcode: '75011', city: 'Paris', country: 'FR' }
const payersMax = 3

export type PayPage = CheckoutProgress & { readonly kind: 'pay' }

/** Somebody with a cart, and every page to pay it that was ever seen, in whatever tab. */
export type Payer = {
  readonly name: string
  readonly cartId: CartId
  readonly email: string
  readonly provider: string
  readonly pages: PayPage[]
}

/**
 * A few people who want the same few copies and do at the till what people do: submit twice, pay in a forgotten tab, go
 * back, change their mind, stay away. The providers' pushes reach our own door, late, lost, doubled and out of order.
 */
export function openTill(world: World): readonly Happening[] {
  const { chance, network, sandbox } = world
  const { machine } = sandbox
  addEndpoint(machine, { url: `${pushAddress}/api/v1/payment-hooks/stripe`, secret: 'whsec_sandbox' })
  addWebhook(machine, { id: 'SANDBOXWEBHOOK1', url: `${pushAddress}/api/v1/payment-hooks/paypal` })
  for (const vendor of ['stripe', 'paypal']) {
    changeSetting(machine, `${vendor}.pushLossPercent`, chance.pick([0, 0, 50, 100]) ?? 0)
    changeSetting(machine, `${vendor}.pushDuplicates`, chance.between(0, 2))
    changeSetting(machine, `${vendor}.pushDelaySeconds`, chance.pick([0, 20, 300]) ?? 0)
  }
  network.weather.faultRate = chance.pick([0, 0.03, 0.1, 0.3]) ?? 0
  network.weather.slowRate = chance.pick([0, 0.1, 0.3]) ?? 0
  return [...happeningsAt(world, []), ...troubleHappenings]
}

function happeningsAt(world: World, payers: Payer[]): Happening[] {
  const { chance } = world
  const anybody = (): Payer => {
    if (payers.length < payersMax && (payers.length === 0 || chance.happens(0.3)))
      payers.push(newPayer(world, payers.length + 1))
    return chance.pick(payers) ?? newPayer(world, 0)
  }
  /** Mostly the page seen last, sometimes a forgotten one. */
  const withPage = (act: (page: PayPage, payer: Payer) => Promise<void>) => async (): Promise<void> => {
    const payer = chance.pick(payers.filter(({ pages }) => pages.length > 0))
    const page = payer && (chance.happens(0.8) ? payer.pages.at(-1) : chance.pick(payer.pages))
    if (payer && page) await act(page, payer)
  }
  const onPage = (what: string, act: (process: Process, page: PayPage) => Promise<unknown>) =>
    withPage((page, payer) =>
      world.begin(`${payer.name} ${what}`, world.process('web'), (process) => act(process, page)),
    )
  return [
    { name: 'somebody fills a cart', weight: 14, happen: () => fill(world, anybody()) },
    { name: 'somebody submits', weight: 18, happen: () => submit(world, anybody(), 1) },
    { name: 'somebody submits twice at once', weight: 8, happen: () => submit(world, anybody(), 2) },
    { name: 'somebody confirms at the provider', weight: 30, happen: withPage((page) => confirm(world, page)) },
    { name: 'somebody answers the bank', weight: 8, happen: withPage((page) => answerBank(world, page)) },
    {
      name: 'somebody comes back',
      weight: 16,
      happen: onPage('comes back', ({ cx }, { checkoutId }) => checkouts.continue(cx, checkoutId)),
    },
    {
      name: 'somebody goes back',
      weight: 6,
      happen: onPage('goes back', ({ cx }, { checkoutId }) => checkouts.leave(cx, checkoutId)),
    },
    { name: 'a hold ends at the bank’s page', weight: 12, happen: () => payTooLate(world, latePayer(world)) },
    { name: 'the office cancels an order', weight: 2, happen: () => cancelOne(world) },
  ]
}

/** Somebody whose cart nobody else knows. */
const latePayer = (world: World): Payer => newPayer(world, payersMax + world.counts.events)

function newPayer({ chance }: World, number: number): Payer {
  return {
    name: `payer ${number}`,
    cartId: toId<CartId>(`00000000-0000-7000-8000-${String(number).padStart(12, '0')}`),
    email: `payer-${number}@example.org`,
    provider: chance.pick(['stripe', 'paypal']) ?? 'stripe',
    pages: [],
  }
}

async function fill(world: World, { name, cartId }: Payer): Promise<void> {
  const goods = popular(world)
  if (!goods) return
  const { variantId } = goods
  await world.begin(`${name} wants ${goods.title}`, world.process('web'), ({ cx }) =>
    addToCart(cx, { cartId, variantId, quantity: 1 }),
  )
}

/** At once: a double click, or two tabs that may want different things. */
async function submit(world: World, payer: Payer, times: number): Promise<void> {
  const isAlike = world.chance.happens(0.5)
  const request = wishOf(world, payer)
  for (let time = 0; time < times; time += 1) {
    const wish = time === 0 || isAlike ? request : wishOf(world, payer)
    await world.begin(`${payer.name} submits`, world.process('web'), async ({ cx }) => {
      const progress = await checkOut(cx, wish)
      if (progress.kind === 'pay') payer.pages.push(progress)
    })
  }
}

export function wishOf({ chance }: World, { cartId, email, provider }: Payer): CheckoutRequest {
  const other = chance.pick(['stripe', 'paypal']) ?? provider
  return {
    cartId,
    lang: 'fr',
    buyer: { name: 'Ada Martin', email, phone: '' },
    address,
    deliveryMethod: chance.happens(0.85) ? 'relay' : 'home',
    payment: chance.happens(0.05)
      ? { method: 'bank-transfer' }
      : { method: 'online', provider: chance.happens(0.8) ? provider : other },
  }
}

export const bankCard = 'pm_card_threeDSecure2Required'
const cards = [goodCard, goodCard, goodCard, goodCard, declinedCard, bankCard]

/** In the buyer's own browser, which no crash of ours hinders. */
export async function confirm({ chance, sandbox, trace }: World, page: PayPage, card = ''): Promise<void> {
  const atProvider = confirmAt(place, async (request) => sandbox.app.fetch(request))
  trace.add(`    ${page.provider} answers ${await atProvider(page, card || (chance.pick(cards) ?? goodCard))}`)
}

export async function answerBank({ chance, sandbox }: World, { handover }: PayPage): Promise<void> {
  if (handover.kind !== 'form') return
  const [id = ''] = handover.clientSecret.split('_secret_')
  const asked = sandbox.machine.store.get(
    "select number from stripe_intents where status = 'requires_action' and number = ?",
    Number(id.slice(-16)),
  )
  if (!asked) return
  const body = new URLSearchParams({ answer: chance.happens(0.8) ? 'yes' : 'no' })
  await sandbox.app.fetch(new Request(`${place}/stripe/_bank/${id}`, { method: 'POST', body }))
}

async function cancelOne(world: World): Promise<void> {
  const [order] = (await listOrders(world.cx)).items
  if (!order) return
  await world.begin('cancels an order', world.process('web'), ({ cx }) =>
    cancelOrder(cx, { orderId: order.id, reason: 'sold at the stall' }),
  )
}
