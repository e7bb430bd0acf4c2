import { setTimeout as pause } from 'node:timers/promises'
import { placeApiOrder } from '#modules/orders'
import { availability } from '#modules/stock'
import { anAddress } from '#support/makers'
import { listingCounts, type MarketName, type MarketStreet, openMarketStreet, titleOf } from '#support/market-street'
import { type BenchRun, lineOf, median } from './support/figure.ts'

/**
 * A copy is sold in one place: how long until it is for sale nowhere else? The whole product and both stand-ins over real
 * HTTP in one process; Discogs within its 60 requests a minute. The limit is the promise of two seconds.
 */
const salesUsual = 12
const promiseMs = 2_000
/** A sale every few seconds: more than a small shop ever sees, less than Discogs' budget of one request a second. */
const betweenSalesMs = 4_000
const places = ['shop', 'discogs', 'ebay'] as const
type Place = (typeof places)[number]

export const run: BenchRun = async (print, scale) => {
  const sales = scale ?? salesUsual
  const street = await openMarketStreet(sales * places.length)
  try {
    await listed(street, sales * places.length)
    let next = 0
    for (const place of places) {
      const delaysMs: number[] = []
      for (let sale = 0; sale < sales; sale += 1) {
        delaysMs.push(await sell(street, place, next++))
        await pause(betweenSalesMs)
      }
      const latency = { unit: 'ms', limit: promiseMs, aim: 1, isLatency: true }
      print(lineOf('everywhere', { name: `sold on ${place}, gone elsewhere p50`, value: median(delaysMs), ...latency }))
      print(
        lineOf('everywhere', {
          name: `sold on ${place}, gone elsewhere max`,
          value: Math.max(...delaysMs),
          ...latency,
        }),
      )
    }
  } finally {
    await street.close()
  }
}

/** Milliseconds from the sale until nobody else offers the copy. */
async function sell(street: MarketStreet, place: Place, index: number): Promise<number> {
  const startedAt = performance.now()
  if (place === 'shop') await sellInShop(street, index)
  else street.buy(place, titleOf(index))
  for (const elsewhere of places.filter((other) => other !== place)) {
    await until(() => isGone(street, elsewhere, index))
  }
  return performance.now() - startedAt
}

const variantOf = (street: MarketStreet, index: number) => {
  const copy = street.copies[index]
  if (!copy) throw new Error(`there is no copy ${index}`)
  return copy.variantId
}

const sellInShop = (street: MarketStreet, index: number) =>
  placeApiOrder(street.cx, {
    lang: 'fr',
    buyer: { name: anAddress.name },
    address: anAddress,
    lines: [{ variantId: variantOf(street, index), quantity: 1 }],
    deliveryMethod: 'pickup',
    deliveryMinor: 0,
    isPaid: true,
  })

async function isGone(street: MarketStreet, place: Place, index: number): Promise<boolean> {
  if (place !== 'shop') return !street.isForSale(place, titleOf(index))
  const variantId = variantOf(street, index)
  return (await availability(street.cx, [variantId])).get(variantId)?.freeCount === 0
}

async function listed(street: MarketStreet, count: number): Promise<void> {
  const markets: readonly MarketName[] = ['discogs', 'ebay']
  for (const market of markets) await until(async () => (await listingCounts(street.cx, market)).live === count)
}

const lookEveryMs = 5
const looksMax = 60_000

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < looksMax; look += 1) {
    if (await isSo()) return
    await pause(lookEveryMs)
  }
  throw new Error('waited too long')
}
