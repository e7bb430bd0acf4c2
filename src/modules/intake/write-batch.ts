import type { VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { addVariants, changeVariants, formatWordOf, saveProducts } from '#modules/catalog'
import { setListPrices, startingPrice, startingPrices } from '#modules/pricing'
import { availability, ensurePlaces, receiveUnits } from '#modules/stock'
import type { Tx } from '#platform/cx'
import type { KnownRow } from './queries.ts'
import type { GoodRow } from './read-rows.ts'
import type { ImportRow } from './row.ts'
import { upsertImportKeys } from './store.ts'

export type KnownGoodRow = { readonly good: GoodRow; readonly known: KnownRow }

/** Products, variants, prices, units and keys of rows nobody has seen before, in a handful of statements. */
export async function addRows(tx: Tx, source: string, rows: readonly GoodRow[]): Promise<void> {
  if (rows.length === 0) return
  const productIds = await saveProducts(
    tx,
    rows.map(({ row }) => row.facts),
  )
  const variants = await addVariants(
    tx,
    rows.map(({ row }, index) => ({
      ...copyOf(row),
      productId: known(productIds[index]),
      condition: row.condition,
      ...(row.sku ? { sku: row.sku } : {}),
    })),
  )
  const added = rows.map((good, index) => ({ ...good, variantId: known(variants[index]).id }))
  await setListPrices(tx, await pricesOf(tx, added))
  await receive(
    tx,
    added.map(({ row, variantId }) => ({ row, variantId, quantity: row.quantity })),
  )
  await upsertImportKeys(
    tx,
    source,
    added.map(({ key, variantId, hash }) => ({ key, variantId, contentHash: hash })),
  )
}

/**
 * Makes known copies say what their rows say now. A row without a price leaves the price alone, more pieces than ever arrived are
 * received, fewer are left for a person to count.
 */
export async function changeRows(tx: Tx, source: string, rows: readonly KnownGoodRow[]): Promise<void> {
  if (rows.length === 0) return
  await saveProducts(
    tx,
    rows.map(({ good, known: { productId } }) => ({ ...good.row.facts, id: productId })),
  )
  await changeVariants(
    tx,
    rows.map(({ good, known: { variantId } }) => ({ ...copyOf(good.row), variantId })),
  )
  const priced = rows.flatMap(({ good, known: { variantId } }) =>
    good.row.priceMinor === undefined ? [] : [{ variantId, priceMinor: good.row.priceMinor, reason: 'import' }],
  )
  await setListPrices(tx, priced)
  const stock = await availability(
    tx,
    rows.map(({ known: { variantId } }) => variantId),
  )
  await receive(
    tx,
    rows.map(({ good, known: { variantId } }) => ({
      row: good.row,
      variantId,
      quantity: Math.max(0, good.row.quantity - (stock.get(variantId)?.totalCount ?? 0)),
    })),
  )
  await upsertImportKeys(
    tx,
    source,
    rows.map(({ good, known: { variantId } }) => ({ key: good.key, variantId, contentHash: good.hash })),
  )
}

const copyOf = ({ mediaGrade, sleeveGrade, mediaNote, sleeveNote, comment, privateNote, weightGrams }: ImportRow) => ({
  mediaGrade,
  sleeveGrade,
  mediaNote,
  sleeveNote,
  comment,
  privateNote,
  ...(weightGrams === undefined ? {} : { weightGrams }),
})

type PricedRow = { readonly row: ImportRow; readonly variantId: VariantId }

async function pricesOf(tx: Tx, rows: readonly PricedRow[]) {
  const table = await startingPrices(tx)
  return rows.map(({ row, variantId }) => {
    const { medium, format } = row.facts
    const fallback = () => startingPrice(table, { medium, format: formatWordOf(format), mediaGrade: row.mediaGrade })
    return {
      variantId,
      priceMinor: row.priceMinor ?? fallback(),
      reason: row.priceMinor === undefined ? 'starting-price' : 'import',
    }
  })
}

async function receive(
  tx: Tx,
  rows: readonly { row: ImportRow; variantId: VariantId; quantity: number }[],
): Promise<void> {
  const receipts = rows
    .filter(({ quantity }) => quantity > 0)
    .map(({ row: { placeCode, costMinor }, variantId, quantity }) => ({
      variantId,
      placeCode,
      quantity,
      ...(costMinor === undefined ? {} : { costMinor }),
    }))
  if (receipts.length === 0) return
  await ensurePlaces(
    tx,
    receipts.map(({ placeCode }) => placeCode),
  )
  await receiveUnits(tx, receipts)
}

function known<T>(value: T | undefined): T {
  invariant(value !== undefined, 'every row got its product and variant')
  return value
}
