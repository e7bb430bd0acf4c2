import { newCode, newId, type VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { weightOf } from './formats.ts'
import type { NewVariant } from './product.ts'
import { findFormats } from './queries.ts'
import { insertVariants, type VariantRow } from './store.ts'

/**
 * Adds what is to be sold; weight is estimated from the product's format and a SKU drawn when not given. The new variants
 * have no price and no unit yet. Refuses `catalog.sku-taken`.
 */
export function addVariants(cx: MaybeTx, variants: readonly NewVariant[]): Promise<{ id: VariantId; sku: string }[]> {
  return inTransaction(cx, async (tx) => {
    if (variants.length === 0) return []
    const productIds = [...new Set(variants.map(({ productId }) => productId))]
    const formats = await findFormats(tx, productIds)
    const rows = variants.map((variant): VariantRow => {
      const format = formats.get(variant.productId)
      invariant(format !== undefined, `product ${variant.productId} exists`)
      const id = newId<VariantId>(tx.now())
      return {
        ...emptyCopy,
        weightGrams: weightOf(format),
        ...variant,
        id,
        sku: variant.sku ?? newCode('S', skuCharacters),
      }
    })
    await insertVariants(tx, rows)
    await emit(tx, { type: 'catalog.changed', payload: { productIds, variantIds: rows.map(({ id }) => id) } })
    return rows.map(({ id, sku }) => ({ id, sku }))
  })
}

const emptyCopy = {
  mediaGrade: null,
  sleeveGrade: null,
  mediaNote: '',
  sleeveNote: '',
  playNote: '',
  comment: '',
  privateNote: '',
} as const

const skuCharacters = 8
