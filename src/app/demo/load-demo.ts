import type { ProductId, UnitId, VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { addVariants, type ProductFacts, saveProducts } from '#modules/catalog'
import { chooseCurrencies } from '#modules/currencies'
import { publishTerms } from '#modules/legal'
import { setListPrices } from '#modules/pricing'
import { computeRecommendations } from '#modules/recommendations'
import { ensurePlaces, makeLot, receiveUnits } from '#modules/stock'
import { rebuildShelf } from '#modules/storefront'
import { changeSettings } from '#modules/team'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { demoGoods, demoReissues } from './data/goods.ts'
import { type DemoLot, demoLots } from './data/lots.ts'
import { planDemoMarkets } from './demo-markets.ts'
import { demoSettings } from './demo-settings.ts'
import { arrangeDemoShowcase } from './demo-showcase.ts'
import { loadAfterSales } from './load-after-sales.ts'
import { loadHistory } from './load-history.ts'
import { loadVisitors } from './load-visitors.ts'
import { loadWishes } from './load-wishes.ts'
import { offerDemoPromotions } from './offer-promotions.ts'
import { type DemoCopy, draw, planCopies } from './plan-copies.ts'
import { isShopEmpty, readDemoMark, writeDemoMark } from './queries.ts'
import { type DemoRecord, readDemoRecords } from './read-records.ts'

export type DemoOutcome =
  | {
      readonly kind: 'loaded'
      readonly products: number
      readonly variants: number
      readonly units: number
      readonly lots: number
    }
  | { readonly kind: 'known' }
  | { readonly kind: 'not-empty' }

type Stocked = DemoCopy & {
  readonly facts: ProductFacts
  readonly productId: ProductId
  readonly variantId: VariantId
  readonly unitId: UnitId
}

const batches = 12
const hoursBetweenBatches = 22
const copiesPerPlace = 18
const goodsAgeMs = 5 * 86_400_000

/**
 * Fills an empty database with the demo shop, all or nothing. Called again it changes nothing and says `known`; with anything
 * else in the database it says `not-empty`.
 */
export const loadDemo = (cx: Cx): Promise<DemoOutcome> =>
  inTransaction(cx, async (tx): Promise<DemoOutcome> => {
    if (await readDemoMark(tx)) return { kind: 'known' }
    if (!(await isShopEmpty(tx))) return { kind: 'not-empty' }
    const nadia: Tx = { ...tx, actor: { ...tx.actor, id: 'demo', name: 'Nadia' } }
    const records = readDemoRecords()
    const placeOf = planPlaces(records)
    await ensurePlaces(nadia, [...new Set(placeOf.values()), goodsPlace].toSorted())
    const stocked = await stockRecords(nadia, records, placeOf)
    // Accessories and reissues stood there before the newest records: new arrivals shows records.
    const goods = await stockGoods({ ...nadia, now: () => new Date(tx.now().getTime() - goodsAgeMs) })
    for (const [index, lot] of demoLots.entries()) await offerLot(nadia, lot, { stocked, sku: `DEMO-LOT-${index + 1}` })
    await changeSettings(nadia, demoSettings)
    await publishTerms(nadia)
    await chooseCurrencies(nadia, ['USD', 'GBP', 'CHF', 'JPY'])
    await planDemoMarkets(nadia)
    await loadHistory(nadia, pastRecords(stocked))
    await loadVisitors(nadia, askedAbout(stocked))
    await arrangeDemoShowcase(nadia)
    await offerDemoPromotions(nadia, goods.productIds)
    await loadAfterSales(nadia, cheapJazz(stocked))
    await writeDemoMark(nadia)
    await rebuildShelf(tx)
    await loadWishes(tx, askedAbout(stocked))
    await computeRecommendations(tx)
    return {
      kind: 'loaded',
      products: records.length + goods.products + demoLots.length,
      variants: stocked.length + goods.products + demoLots.length,
      units: stocked.length + goods.units,
      lots: demoLots.length,
    }
  })

/** One copy of each record says what the record used to cost. */
const pastRecords = (stocked: readonly Stocked[]) =>
  [...new Map(stocked.map((copy) => [copy.productId, copy])).values()]
    .toSorted((a, b) => (a.sku < b.sku ? -1 : 1))
    .map(({ productId, facts, priceMinor }) => ({ productId, genre: facts.genres[0] ?? '', priceMinor }))

const quotedCount = 3
const cheapJazz = (stocked: readonly Stocked[]) =>
  stocked
    .filter(({ facts }) => facts.genres.includes('Jazz') && !famous.includes(facts.title))
    .toSorted((a, b) => a.priceMinor - b.priceMinor || (a.sku < b.sku ? -1 : 1))
    .slice(0, quotedCount)

const famous = ['Kind of Blue', 'Time Out', 'Thriller']
const askedAbout = (stocked: readonly Stocked[]) =>
  famous.flatMap((title) => stocked.find(({ facts }) => facts.title === title)?.productId ?? [])

/** Shelves by medium, then artist, as a shop would: A-01 to … */
function planPlaces(records: readonly DemoRecord[]): Map<DemoRecord, string> {
  const sorted = records.toSorted((a, b) =>
    a.facts.medium === b.facts.medium
      ? a.facts.artist.localeCompare(b.facts.artist, 'fr')
      : a.facts.medium < b.facts.medium
        ? 1
        : -1,
  )
  const binsPerRow = 8
  return new Map(
    sorted.map((record, index) => {
      const bin = Math.floor((index * 2) / copiesPerPlace)
      const row = String.fromCharCode('A'.charCodeAt(0) + Math.floor(bin / binsPerRow))
      return [record, `${row}-${String((bin % binsPerRow) + 1).padStart(2, '0')}`]
    }),
  )
}

const goodsPlace = 'Z-01'

/** In batches that arrived one after the other, so that "new arrivals" is a mix of everything. */
async function stockRecords(
  tx: Tx,
  records: readonly DemoRecord[],
  placeOf: ReadonlyMap<DemoRecord, string>,
): Promise<Stocked[]> {
  const byBatch = Map.groupBy(records, (record) => draw(`${record.facts.artist}|${record.facts.title}|batch`, batches))
  const stocked: Stocked[] = []
  for (const [batch, arrived] of [...byBatch].toSorted(([a], [b]) => a - b)) {
    const at = new Date(tx.now().getTime() - (batches - batch) * hoursBetweenBatches * 3_600_000)
    stocked.push(...(await stockBatch({ ...tx, now: () => at }, arrived, placeOf)))
  }
  return stocked
}

async function stockBatch(
  tx: Tx,
  records: readonly DemoRecord[],
  placeOf: ReadonlyMap<DemoRecord, string>,
): Promise<Stocked[]> {
  const productIds = await saveProducts(
    tx,
    records.map(({ facts }) => facts),
  )
  const planned = records.flatMap((record, index) =>
    planCopies(record).map((copy) => ({
      ...copy,
      facts: record.facts,
      productId: known(productIds[index]),
      placeCode: known(placeOf.get(record)),
    })),
  )
  const variants = await addVariants(tx, planned.map(newVariant))
  const copies = planned.map((copy, index) => ({ ...copy, variantId: known(variants[index]).id }))
  await setListPrices(
    tx,
    copies.map(({ variantId, priceMinor }) => ({ variantId, priceMinor, reason: 'demo' })),
  )
  const units = await receiveUnits(
    tx,
    copies.map(({ variantId, placeCode, costMinor }) => ({ variantId, placeCode, quantity: 1, costMinor })),
  )
  const unitOf = new Map(units.map((unit) => [unit.variantId, unit.id]))
  return copies.map((copy) => ({ ...copy, unitId: known(unitOf.get(copy.variantId)) }))
}

const newVariant = ({
  productId,
  sku,
  mediaGrade,
  sleeveGrade,
  mediaNote,
  sleeveNote,
  playNote,
}: DemoCopy & { productId: ProductId }) => ({
  productId,
  condition: 'used' as const,
  sku,
  mediaGrade,
  sleeveGrade,
  mediaNote,
  sleeveNote,
  playNote,
})

async function stockGoods(tx: Tx): Promise<{ products: number; units: number; productIds: ProductId[] }> {
  const goods = [...demoGoods.map(goodsOffer), ...demoReissues.map(reissueOffer)]
  const productIds = await saveProducts(
    tx,
    goods.map(({ facts }) => facts),
  )
  const variants = await addVariants(
    tx,
    goods.map(({ facts, weight }, index) => ({
      productId: known(productIds[index]),
      condition: 'new' as const,
      sku: `DEMO-N${String(index + 1).padStart(3, '0')}`,
      ...(facts.kind === 'record' ? { mediaGrade: 'M' as const, sleeveGrade: 'M' as const } : {}),
      ...weight,
    })),
  )
  const priced = goods.map(({ priceMinor, quantity }, index) => ({
    variantId: known(variants[index]).id,
    priceMinor,
    quantity,
  }))
  await setListPrices(
    tx,
    priced.map(({ variantId, priceMinor }) => ({ variantId, priceMinor, reason: 'demo' })),
  )
  await receiveUnits(
    tx,
    priced.map(({ variantId, quantity }) => ({ variantId, quantity, placeCode: goodsPlace })),
  )
  return { productIds, products: goods.length, units: priced.reduce((sum, { quantity }) => sum + quantity, 0) }
}

const plainFacts = { catalogueNumber: '', barcode: '', styles: [], attributes: {} } as const

const goodsOffer = ({ title, brand, detail, priceMinor, quantity, weightGrams }: (typeof demoGoods)[number]) => ({
  facts: {
    ...plainFacts,
    kind: 'other',
    title,
    artist: '',
    label: brand,
    format: '',
    medium: 'other',
    country: '',
    genres: [],
    attributes: { detail },
  } satisfies ProductFacts,
  weight: { weightGrams },
  priceMinor,
  quantity,
})

const reissueOffer = ({ priceMinor, quantity, ...reissue }: (typeof demoReissues)[number]) => ({
  facts: { ...plainFacts, kind: 'record', medium: 'vinyl', ...reissue } satisfies ProductFacts,
  weight: {},
  priceMinor,
  quantity,
})

const lotPercent = 80

/** A lot of real copies, a fifth cheaper than one by one. */
async function offerLot(
  tx: Tx,
  lot: DemoLot,
  { stocked, sku }: { stocked: readonly Stocked[]; sku: string },
): Promise<void> {
  const pieces = stocked
    .filter(
      ({ facts, priceMinor }) =>
        facts.medium === lot.medium &&
        lot.genres.some((genre) => facts.genres.includes(genre)) &&
        priceMinor <= lot.pieceMinorMax,
    )
    .toSorted((a, b) => (a.sku < b.sku ? -1 : 1))
    .filter((_, index) => index % 2 === 0)
    .slice(0, lot.pieces)
  invariant(pieces.length === lot.pieces, `enough copies for the demo lot ${lot.title}`)
  const facts = {
    ...plainFacts,
    kind: 'lot',
    title: lot.title,
    artist: '',
    label: '',
    format: '',
    medium: lot.medium,
    country: '',
    genres: lot.genres,
  } satisfies ProductFacts
  const [productId] = await saveProducts(tx, [facts])
  const [variant] = await addVariants(tx, [
    {
      productId: known(productId),
      condition: 'used',
      sku,
      weightGrams: lot.pieces * (lot.medium === 'cd' ? 105 : 260),
    },
  ])
  const fullMinor = pieces.reduce((sum, { priceMinor }) => sum + priceMinor, 0)
  await setListPrices(tx, [
    { variantId: known(variant).id, priceMinor: Math.round((fullMinor * lotPercent) / 100 / 50) * 50, reason: 'demo' },
  ])
  await makeLot(tx, { variantId: known(variant).id, unitIds: pieces.map(({ unitId }) => unitId) })
}

function known<T>(value: T | undefined): T {
  invariant(value !== undefined, 'the demo plan and what was written agree')
  return value
}
