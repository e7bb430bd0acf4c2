import { invariant } from '#kernel/refusal'
import { mediaGrades } from '#modules/catalog'
import { itemsOnSale } from './people/market-people.ts'
import { freeGoods, type Offer, throttledAccounts } from './queries-check.ts'
import type { Account, Violation, World } from './world.ts'

/** What every marketplace sells in the end, against what is free here: worked out anew, without the modules' own rules. */
export async function convergence(world: World): Promise<Violation[]> {
  const free = await freeGoods(world.cx)
  const throttled = await throttledAccounts(world.cx)
  return world.accounts.flatMap((account) => {
    const found = differences(world, account, wantedAt(world, account, free))
    // Near a limit of its vendor nothing new is published: less than everything is right there, more never is.
    return throttled.has(account.id) ? found.filter((one) => !one.found.startsWith('nothing on sale')) : found
  })
}

type Free = Awaited<ReturnType<typeof freeGoods>>

function wantedAt(world: World, { market }: Account, free: Free): Offer[] {
  const maker = world.process('worker').cx.outside.connectors[market.name]
  invariant(maker, `there is a connector for ${market.name}`)
  const { quantityMax, isGradeRequired, lowestGrade } = maker.limits
  const order: readonly string[] = mediaGrades
  return free
    .filter(({ condition, mediaGrade }) => {
      if (condition === 'new') return true
      return mediaGrade === null ? !isGradeRequired : order.indexOf(mediaGrade) <= order.indexOf(lowestGrade)
    })
    .map((offer) => ({ ...offer, quantity: Math.min(offer.quantity, quantityMax) }))
}

function differences(world: World, account: Account, wanted: readonly Offer[]): Violation[] {
  const { name } = account.market
  const found = new Map<string, string[]>()
  for (const item of itemsOnSale(world, account)) {
    const title = /Face \d{4}/.exec(item.title)?.[0] ?? item.title
    found.set(title, [...(found.get(title) ?? []), `${item.quantity} × ${item.priceMinor}`])
  }
  const expected = new Map(wanted.map(({ title, quantity, priceMinor }) => [title, `${quantity} × ${priceMinor}`]))
  return [...new Set([...found.keys(), ...expected.keys()])].sort().flatMap((title) => {
    const there = found.get(title)?.join(' and ') ?? 'nothing'
    const here = expected.get(title) ?? 'nothing'
    if (there === here) return []
    return [{ check: 'listings-converge', subject: `${title} at ${name}`, found: `${there} on sale, expected ${here}` }]
  })
}
