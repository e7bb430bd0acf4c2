import type { VariantId } from '#kernel/ids'
import { type OfferedPrice, offeredPrices } from '#modules/promotions'
import type { Cx } from '#platform/cx'
import { type FeedRow, feedRowsAfter } from './queries.ts'

const rowsPerRead = 500

/** A row with the offer that everybody gets on it now. */
export type OfferedRow = FeedRow & { readonly offer?: Pick<OfferedPrice, 'priceMinor' | 'endsAt' | 'announcement'> }

/** Everything on sale, read while it is sent. */
export async function* feedRows(cx: Cx): AsyncGenerator<readonly OfferedRow[]> {
  let after: VariantId | undefined
  for (;;) {
    const rows = await feedRowsAfter(cx, after, rowsPerRead)
    if (rows.length === 0) return
    const offers = await offeredPrices(
      cx,
      rows.map(({ variantId }) => variantId),
    )
    yield rows.map((row) => {
      const offer = offers.get(row.variantId)
      return offer ? { ...row, offer } : row
    })
    after = rows.at(-1)?.variantId
  }
}
