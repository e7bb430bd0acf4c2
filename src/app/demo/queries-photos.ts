import type { ProductId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export type PhotographedCopy = {
  readonly variantId: VariantId
  readonly productId: ProductId
  readonly artist: string
  readonly title: string
}

const photographedMax = 14

/** The dearest vinyl copies of the demo shop, and the one everybody looks at first. */
export async function findCopiesToPhotograph(cx: Cx): Promise<PhotographedCopy[]> {
  const { rows } = await sql<PhotographedCopy>`
    select v.id as variant_id, p.id as product_id, p.artist, p.title
    from variants v join products p on p.id = v.product_id join list_prices lp on lp.variant_id = v.id
    where v.sku like 'DEMO-%' and v.sku not like 'DEMO-H%' and v.condition = 'used' and p.kind = 'record' and p.medium = 'vinyl'
    order by p.title in ('Kind of Blue', 'Time Out', 'Thriller') desc, lp.price_minor desc, v.id limit ${photographedMax}`.execute(
    cx.db,
  )
  return rows
}
