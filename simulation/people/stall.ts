import { recordStallSale } from '#modules/inbound'
import { placeApiOrder } from '#modules/orders'
import { claimVariant, releaseClaims } from '#modules/stock'
import { type Cx, inTransaction } from '#platform/cx'
import { hourMs, minuteMs } from '../clock.ts'
import { note } from '../open-world.ts'
import type { Goods, World } from '../world.ts'
import type { Happening } from './happening.ts'

const bagMax = 3

/** What went with the stall: held for it while it is out of reach, and perhaps sold there. */
type Packed = { readonly goods: Goods; readonly holder: `bag:${string}`; readonly isSold: boolean }

/** The stall leaves with a bag, is offline for hours, sells some, and reports late; what is unsold comes back on sale. */
const marketDay: Happening = {
  name: 'the stall goes out',
  weight: 3,
  async happen(world) {
    const { chance, scheduler } = world
    const wanted = Array.from({ length: chance.between(1, bagMax) }, () => chance.pick(world.goods))
    const awayMs = chance.between(2 * 60, 8 * 60) * minuteMs
    const day = world.counts.events
    await world.begin('packs the bag', world.process('web'), async ({ cx }) => {
      const packed: Packed[] = []
      for (const [index, goods] of wanted.entries()) {
        const holder = `bag:${day}-${index}` as const
        if (!goods) continue
        await pack(cx, goods, holder).catch((error: unknown) => note(world, 'stall', error))
        packed.push({ goods, holder, isSold: chance.happens(0.5) })
      }
      await scheduler.sleep(awayMs)
      for (const copy of packed) await report(world, copy)
    })
  },
}

const pack = (cx: Cx, { variantId }: Goods, holder: Packed['holder']) =>
  claimVariant(cx, { variantId, quantity: 1, kind: 'bag', holder, expiresAt: null })

const triesMax = 20

const report = (world: World, copy: Packed): Promise<void> => untilTold(world, (cx) => tell(cx, copy))

/** The till repeats what it has no answer to; the key makes that harmless. */
async function untilTold(world: World, tellOnce: (cx: Cx) => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    try {
      await tellOnce(world.process('web').cx)
      return
    } catch (error) {
      note(world, 'stall', error)
      await world.scheduler.sleep(5 * minuteMs)
    }
  }
}

const tell = (cx: Cx, { goods, holder, isSold }: Packed): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const freed = await releaseClaims(tx, { holder, reason: isSold ? 'sold at the stall' : 'came back' })
    if (isSold && freed.length > 0) await placeApiOrder(tx, saleOf(goods, holder))
  })

const saleOf = ({ variantId }: Goods, idempotencyKey: string) => ({
  idempotencyKey,
  lang: 'fr' as const,
  buyer: { name: 'Au stand', email: undefined, phone: undefined },
  address: { name: 'Au stand', line1: 'Place du marché', postcode: '69001', city: 'Lyon', country: 'FR' },
  lines: [{ variantId, quantity: 1 }],
  deliveryMethod: 'pickup',
  deliveryMinor: 0,
  isPaid: true,
})

/** Sold from the shelf while the till was offline: told hours later, when the copy may be somebody else's. It is never refused. */
const lateSale: Happening = {
  name: 'a sale of the stall arrives late',
  weight: 3,
  async happen(world) {
    const goods = world.chance.pick(world.goods)
    if (!goods) return
    const key = `late-${world.counts.events}`
    const lateMs = world.chance.between(1, 8) * hourMs
    await world.begin(`sells ${goods.title} offline`, world.process('web'), async () => {
      const soldAt = world.clock.now()
      await world.scheduler.sleep(lateMs)
      const line = { variantId: goods.variantId, quantity: 1, unitPriceMinor: world.chance.between(300, 9000) }
      await untilTold(world, (cx) => recordStallSale(cx, { number: key, soldAt, lang: 'fr', lines: [line] }))
    })
  },
}

export const stallHappenings: readonly Happening[] = [marketDay, lateSale]
