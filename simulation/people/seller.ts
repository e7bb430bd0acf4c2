import type { UnitId } from '#kernel/ids'
import { addVariants, changeVariants, type MediaGrade, saveProducts } from '#modules/catalog'
import { settleIncident } from '#modules/inbound'
import { cancelOrder, markOrderPaid } from '#modules/orders'
import { setListPrices } from '#modules/pricing'
import { ensurePlaces, moveUnits, receiveUnits } from '#modules/stock'
import { type Cx, inTransaction } from '#platform/cx'
import { awaitedOrders, incidentsToRead, refusedAccounts, unitsToCheck } from '../queries-people.ts'
import type { World } from '../world.ts'
import type { Happening } from './happening.ts'
import { postAsOffice } from './office-door.ts'

const place = 'A-1'

export type Delivery = { readonly isUsed: boolean; readonly quantity: number }

/** Goods come in through the modules' own doors: products, variants, prices, pieces. */
export async function receiveGoods(world: World, cx: Cx, deliveries: readonly Delivery[]): Promise<void> {
  const first = world.goods.length + 1
  const draws = world.chance.fork(`goods ${first}`)
  const titled = deliveries.map((delivery, index) => ({
    ...delivery,
    number: first + index,
    title: titleOf(first + index),
  }))
  // A vendor's catalogue knew the record before it came in here, whenever our process dies.
  const known = titled.map(({ title, number }) => ({
    title,
    artist: anyRecord.artist,
    releaseId: releaseIdOf(number),
    barcode: barcodeOf(number),
  }))
  for (const { market } of world.accounts) market.teach?.(world.sandbox.machine, known)
  const goods = await inTransaction(cx, async (tx) => {
    const productIds = await saveProducts(
      tx,
      titled.map(({ title, number }) => ({
        ...anyRecord,
        title,
        discogsReleaseId: releaseIdOf(number),
        barcode: barcodeOf(number),
      })),
    )
    const variants = await addVariants(
      tx,
      titled.flatMap(({ isUsed }, index) => {
        const productId = productIds[index]
        return productId ? [{ productId, weightGrams: 250, ...(isUsed ? usedCopy : newGoods) }] : []
      }),
    )
    await setListPrices(
      tx,
      variants.map(({ id: variantId }) => ({ variantId, priceMinor: draws.between(300, 9000), reason: 'received' })),
    )
    await ensurePlaces(tx, [place])
    await receiveUnits(
      tx,
      variants.map(({ id: variantId }, index) => ({
        variantId,
        placeCode: place,
        quantity: titled[index]?.quantity ?? 1,
      })),
    )
    return variants.map(({ id: variantId }, index) => ({ variantId, isUsed: true, title: '', ...pick(titled[index]) }))
  })
  world.goods.push(...goods)
}

const pick = (delivery: { title: string; isUsed: boolean } | undefined) =>
  delivery && { title: delivery.title, isUsed: delivery.isUsed }
const titleOf = (number: number): string => `Face ${String(number).padStart(4, '0')}`
const releaseIdOf = (number: number): number => 90_000 + number

/** An EAN-13 with its check digit. */
function barcodeOf(number: number): string {
  const digits = `3${String(number).padStart(11, '0')}`
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

const usedCopy = { condition: 'used', mediaGrade: 'VG+', sleeveGrade: 'VG' } as const
const newGoods = { condition: 'new', mediaGrade: null, sleeveGrade: null } as const

const anyRecord = {
  kind: 'record',
  artist: 'Les Uniques',
  label: 'Columbia',
  catalogueNumber: 'CL 1355',
  format: 'LP',
  medium: 'vinyl',
  year: 1959,
  country: 'US',
  genres: ['Jazz'],
  styles: ['Modal'],
  attributes: {},
} as const

const newCopy: Happening = {
  name: 'a copy comes in',
  weight: 5,
  happen: (world) =>
    world.begin('takes a copy in', world.process('web'), ({ cx }) =>
      receiveGoods(world, cx, [{ isUsed: true, quantity: 1 }]),
    ),
}

const priceChange: Happening = {
  name: 'prices change',
  weight: 8,
  async happen(world) {
    const count = world.chance.between(1, 4)
    const chosen = Array.from({ length: count }, () => world.chance.pick(world.goods)).flatMap((goods) => goods ?? [])
    const prices = new Map(chosen.map(({ variantId }) => [variantId, world.chance.between(300, 9000)]))
    await world.begin('changes prices', world.process('web'), ({ cx }) =>
      setListPrices(
        cx,
        [...prices].map(([variantId, priceMinor]) => ({ variantId, priceMinor, reason: 'season' })),
      ),
    )
  },
}

const regrade: Happening = {
  name: 'a copy is graded anew',
  weight: 4,
  async happen(world) {
    const goods = world.chance.pick(world.goods.filter(({ isUsed }) => isUsed))
    const grades: readonly (MediaGrade | null)[] = ['NM', 'VG+', 'VG', 'G', 'F', null]
    const mediaGrade = world.chance.pick(grades) ?? null
    if (!goods) return
    await world.begin(`grades ${goods.title} ${mediaGrade}`, world.process('web'), ({ cx }) =>
      changeVariants(cx, [{ variantId: goods.variantId, mediaGrade }]),
    )
  },
}

const checkCopies: Happening = {
  name: 'copies to check go back',
  weight: 4,
  happen: (world) =>
    world.begin('checks copies', world.process('web'), async ({ cx }) => {
      const unitIds: readonly UnitId[] = await unitsToCheck(cx)
      if (unitIds.length > 0) await moveUnits(cx, { unitIds, toPlaceCode: place, reason: 'checked' })
    }),
}

const office: Happening = {
  name: 'the office looks at transfers',
  weight: 6,
  happen: (world) =>
    world.begin('looks at transfers', world.process('web'), async ({ cx }) => {
      const [orderId] = await awaitedOrders(cx)
      if (orderId === undefined) return
      if (world.chance.happens(0.7)) await markOrderPaid(cx, { orderId })
      else await cancelOrder(cx, { orderId, reason: 'never paid' })
    }),
}

/** A person has read what happened and files it away. */
const incidents: Happening = {
  name: 'somebody reads incidents',
  weight: 4,
  happen: (world) =>
    world.begin('reads incidents', world.process('web'), async ({ cx }) => {
      for (const incidentId of await incidentsToRead(cx)) {
        await inTransaction(cx, (tx) => settleIncident(tx, { incidentId, resolution: 'read' }))
      }
    }),
}

/** One 401 too many, and an account waits for a person who connects it again. */
export async function reconnectRefused(world: World, cx: Cx): Promise<void> {
  for (const accountId of await refusedAccounts(cx)) {
    const status = await postAsOffice(cx, `/channels/${accountId}/connection`, { settings: {} })
    world.trace.add(`    account ${accountId.slice(-4)} connected again: ${status}`)
  }
}

const reconnect: Happening = {
  name: 'somebody looks after refused accounts',
  weight: 3,
  happen: (world) => world.begin('connects again', world.process('web'), ({ cx }) => reconnectRefused(world, cx)),
}

export const sellerHappenings: readonly Happening[] = [
  newCopy,
  priceChange,
  regrade,
  checkCopies,
  office,
  incidents,
  reconnect,
]
