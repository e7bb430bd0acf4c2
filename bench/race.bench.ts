import { setTimeout as nextTurn } from 'node:timers/promises'
import { type CartId, newId, type VariantId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { addToCart, checkOut, importOrder, placeApiOrder, verifyOrders } from '#modules/orders'
import { claimVariant, verifyStock } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { type Arena, emptyTills, openArena, unitOf, variantOf } from './support/arena.ts'
import { type Counter, openCounter } from './support/counter.ts'
import { type BenchRun, type Figure, lineOf, median } from './support/figure.ts'
import { findPgbench, idExpression, recordStatements, runPeer, scriptOf } from './support/pgbench.ts'

/**
 * The race for the last copy, on every path that sells: 1,000 buyers for one copy a hundred times over, a hundred hot copies
 * with two-line carts in opposite order, and what it costs next to pgbench sending the same SQL.
 */
const buyersPerRound = 1000
const roundsUsual = 100
const hotCopies = 100
const clients = 16
const perClient = 60
const speedRounds = 3
const copies = 1000

const buyer = { name: 'Ada Martin', email: 'ada@example.org' }
const address = { name: 'Ada Martin', line1: '1 rue des Disques', postcode: '75011', city: 'Paris', country: 'FR' }

export const run: BenchRun = async (print, rounds = roundsUsual) => {
  const report = (figure: Figure) => print(lineOf('race', figure))
  const arena = await openArena({ poolSize: clients, copies })
  try {
    const counter = await openCounter(arena)
    const race = await raceForOneCopy(arena, counter, rounds)
    const crossing = await crossCarts(arena, counter)
    const exactly = { unit: 'sales', aim: 1 }
    report({
      ...exactly,
      name: `sales of one copy wanted by ${buyersPerRound} buyers, ${rounds} rounds`,
      value: race.soldCount,
      limit: rounds,
    })
    report({
      ...exactly,
      name: `sales of ${hotCopies} copies wanted by two-line carts in opposite order`,
      value: crossing.soldCount,
      limit: hotCopies,
    })
    report({
      name: 'copies sold twice',
      value: race.soldTwiceCount + crossing.soldTwiceCount,
      unit: 'copies',
      limit: 0,
      aim: 1,
    })
    report({
      name: 'errors other than a refusal, deadlocks included',
      value: race.errors + crossing.errors,
      unit: 'errors',
      limit: 0,
      aim: 1,
    })
    report({
      name: 'faults found by verify after the races',
      value: race.faults + crossing.faults,
      unit: 'faults',
      limit: 0,
      aim: 1,
    })

    const peer = findPgbench() ? 'pgbench' : 'a plain pg loop (no pgbench here)'
    const claims = await compare(arena, claimOne)
    report({
      name: `claims, next to ${peer} sending the same SQL, ${clients} clients`,
      ...claims,
      unit: '1/s',
      aim: 0.5,
    })
    const orders = await compare(arena, orderOne)
    report({
      name: `orders placed, next to ${peer} sending the same SQL, ${clients} clients`,
      ...orders,
      unit: '1/s',
      aim: 0.5,
    })
  } finally {
    await arena.close()
  }
}

type Tally = { soldCount: number; soldTwiceCount: number; errors: number; faults: number }

async function raceForOneCopy(arena: Arena, counter: Counter, rounds: number): Promise<Tally> {
  let errors = 0
  for (let round = 1; round <= rounds; round++) {
    const attempts = Array.from(
      { length: buyersPerRound },
      (_, number) => () => wayToBuy(arena.cx, counter, { number: number + round, variantId: variantOf(round) }),
    )
    errors += countErrors(await settleAll(attempts))
  }
  return { ...(await countSales(arena, rounds)), errors }
}

type Attempt = { readonly number: number; readonly variantId: VariantId }

/**
 * Of twenty buyers twelve use the shop, six the API, and one comes from each of two marketplaces. One of the shop's and
 * one of the API's go through the web server.
 */
async function wayToBuy(cx: Cx, counter: Counter, { number, variantId }: Attempt): Promise<unknown> {
  const way = number % 20
  if (way === 0) return counter.buyInShop([variantId])
  if (way === 1) return counter.sellByApi([variantId], newId(cx.now()))
  if (way < 13) return buyInShop(cx, [variantId])
  if (way < 18) return sellByApi(cx, [variantId], newId(cx.now()))
  const source = way === 18 ? 'channel:discogs' : 'channel:ebay'
  const lines = [{ variantId, title: 'As listed', quantity: 1, unitPriceMinor: 2500 }]
  const sale = {
    source,
    externalId: newId(cx.now()),
    placedAt: cx.now(),
    isPaid: true,
    buyer: { name: `fan ${number}` },
    address,
    lines,
    deliveryMinor: 0,
  }
  return importOrder(cx, sale)
}

/** Puts into the cart what can be had, then orders it. */
async function buyInShop(cx: Cx, variantIds: readonly VariantId[]): Promise<unknown> {
  const cartId = newId<CartId>(cx.now())
  let lostCount = 0
  for (const variantId of variantIds) {
    try {
      await addToCart(cx, { cartId, variantId, quantity: 1 })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      lostCount += 1
    }
  }
  if (lostCount === variantIds.length) return undefined
  return checkOut(cx, {
    cartId,
    lang: 'fr',
    buyer,
    address,
    deliveryMethod: 'relay',
    payment: { method: 'bank-transfer' },
  })
}

const sellByApi = (cx: Cx, variantIds: readonly VariantId[], key: string) =>
  placeApiOrder(cx, {
    lang: 'fr',
    buyer: { name: 'Ada Martin', email: `${key}@example.org` },
    address,
    lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
    deliveryMethod: 'pickup',
    deliveryMinor: 0,
    isPaid: false,
  })

async function crossCarts(arena: Arena, counter: Counter): Promise<Tally> {
  await emptyTills(arena.database)
  const pairs = Array.from({ length: hotCopies }, (_, index) => [
    variantOf(index + 1),
    variantOf(((index + 1) % hotCopies) + 1),
  ])
  const attempts = pairs.flatMap((pair) => [
    ...[pair, pair.toReversed()].map((order) => () => buyInShop(arena.cx, order)),
    ...[pair, pair.toReversed()].map((order) => () => sellByApi(arena.cx, order, newId(arena.cx.now()))),
    () => counter.buyInShop(pair),
    () => counter.sellByApi(pair.toReversed(), newId(arena.cx.now())),
  ])
  const errors = countErrors(await settleAll(attempts))
  return { ...(await countSales(arena, hotCopies)), errors }
}

/** A web server lets so many in at once; the others queue in front of it and not for a connection, whose wait is limited. */
const requestsAtOnce = 64

async function settleAll(attempts: readonly (() => Promise<unknown>)[]): Promise<PromiseSettledResult<unknown>[]> {
  const results: PromiseSettledResult<unknown>[] = []
  const waiting = attempts.values()
  const serve = async (): Promise<void> => {
    for (const attempt of waiting) results.push(...(await Promise.allSettled([attempt()])))
  }
  await Promise.all(Array.from({ length: requestsAtOnce }, serve))
  return results
}

/** The first error is told on standard error: a number alone explains nothing. */
function countErrors(results: readonly PromiseSettledResult<unknown>[]): number {
  const errors = results.flatMap((result) =>
    result.status === 'rejected' && !(result.reason instanceof Refusal) ? [result.reason] : [],
  )
  if (errors.length > 0) process.stderr.write(`${errors.length} errors, the first: ${errors[0]}\n`)
  return errors.length
}

async function countSales({ cx, database }: Arena, copiesCount: number): Promise<Omit<Tally, 'errors'>> {
  const units = Array.from({ length: copiesCount }, (_, index) => unitOf(index + 1))
  const { rows } = await sql<{ sales: number }>`
    select count(*) as sales from order_line_units where unit_id = any (${units}::uuid[]) and released_at is null group by unit_id`.execute(
    database.db,
  )
  const faults = [...(await verifyStock(cx)), ...(await verifyOrders(cx))].length
  return { soldCount: rows.length, soldTwiceCount: rows.filter(({ sales }) => sales > 1).length, faults }
}

type OneSale = (cx: Cx, n: number) => Promise<unknown>

const claimOne: OneSale = (cx, n) =>
  claimVariant(cx, {
    variantId: variantOf(n),
    quantity: 1,
    kind: 'cart',
    holder: `cart:${newId(cx.now())}`,
    expiresAt: new Date(Date.now() + 600_000),
  })

const orderOne: OneSale = (cx, n) => sellByApi(cx, [variantOf(n)], `buyer-${n}`)

/** Interleaved rounds of ours and the peer's on the same server; medians of both. */
async function compare({ cx, database, url }: Arena, sale: OneSale): Promise<{ value: number; limit: number }> {
  const ours: number[] = []
  const peers: number[] = []
  const script = scriptOf(await recordStatements(cx, (recording) => sale(recording, copies)), varyingParts(copies))
  for (let round = 0; round < speedRounds; round++) {
    await emptyTills(database)
    ours.push(await ourRate(cx, sale))
    await emptyTills(database)
    peers.push(await runPeer({ url, script, clients, perClient }))
    await nextTurn(100)
  }
  return { value: median(ours), limit: median(peers) }
}

const varyingParts = (n: number): Map<string, string> =>
  new Map([
    [variantOf(n), idExpression(1)],
    [unitOf(n), idExpression(2)],
    [`buyer-${n}@`, `buyer-' || :n::int || '@`],
  ])

async function ourRate(cx: Cx, sale: OneSale): Promise<number> {
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let i = 1; i <= perClient; i++) await sale(cx, client * perClient + i)
    }),
  )
  return (clients * perClient * 1000) / (performance.now() - startedAt)
}
