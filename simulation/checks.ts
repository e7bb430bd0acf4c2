import { verifyListings } from '#modules/channels'
import { verifyOrders } from '#modules/orders'
import { verifyPayments } from '#modules/payments'
import { verifyStock } from '#modules/stock'
import { verifyShelf } from '#modules/storefront'
import { convergence } from './convergence.ts'
import { chargedInVain, moneyAtTheBank } from './money.ts'
import { brokenPromises, ordersHeardOf, unfinishedBusiness } from './queries-check.ts'
import type { Violation, World } from './world.ts'

/** The invariants, by name, as the report lists them. */
export const invariants = [
  'no copy is sold twice without an incident',
  'captured money has a copy, an incident or a refund, to the cent',
  'at the till: nothing is captured before its order stands, nobody is charged twice for a cart',
  'every ledger folds: stock, orders, payments, listings, storefront',
  'no report of a marketplace is lost',
  'listings converge: what is for sale there is what is free here, at its price',
  'nothing is left half done: no lease, hold, checkout, payment or event',
] as const

/** After every step that changed something. */
export async function checkStep(world: World): Promise<Violation[]> {
  return [...(await brokenPromises(world.cx)), ...(world.size.isTill ? await chargedInVain(world) : [])]
}

/** Everything that can be recomputed is. The storefront and the listings follow by events, so they are asked only once all is quiet. */
export async function checkLedgers(world: World, { isQuiet }: { isQuiet: boolean }): Promise<Violation[]> {
  const verify = [verifyStock, verifyOrders, verifyPayments, ...(isQuiet ? [verifyListings, verifyShelf] : [])]
  const violations: Violation[] = []
  for (const one of verify) {
    for (const { check, subject, found, expected } of await one(world.cx)) {
      violations.push({ check, subject, found: `${found}, expected ${expected}` })
    }
  }
  return violations
}

/** When nothing is left to do, the world and our books must say the same. */
export async function checkQuiet(world: World): Promise<Violation[]> {
  return [
    ...(await brokenPromises(world.cx)),
    ...(await checkLedgers(world, { isQuiet: true })),
    ...(await unfinishedBusiness(world.cx)),
    ...(await lostOrders(world)),
    ...(await convergence(world)),
    ...(await moneyAtTheBank(world)),
    ...(world.size.isTill ? await chargedInVain(world) : []),
  ]
}

async function lostOrders({ cx, promised, accounts }: World): Promise<Violation[]> {
  const heard = await ordersHeardOf(cx)
  return promised.flatMap(({ accountId, order, title, isCancelled }) => {
    const market = accounts.find(({ id }) => id === accountId)?.market.name
    const subject = `${title}, order ${order} at ${market}`
    const known = heard.get(`${accountId} ${order}`)
    if (!known) return [{ check: 'nothing-lost', subject, found: 'never heard of' }]
    if (isCancelled && known.state !== null && known.state !== 'cancelled') {
      return [{ check: 'nothing-lost', subject, found: `cancelled there, ${known.state} here` }]
    }
    if (!isCancelled && known.orderId === null) return [{ check: 'nothing-lost', subject, found: 'no order here' }]
    return []
  })
}
