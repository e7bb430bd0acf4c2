import type { VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { type FeedRow, feedRowsAfter } from './queries.ts'

const rowsPerRead = 500

/** Everything on sale, read while it is sent. */
export async function* feedRows(cx: Cx): AsyncGenerator<readonly FeedRow[]> {
  let after: VariantId | undefined
  for (;;) {
    const rows = await feedRowsAfter(cx, after, rowsPerRead)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)?.variantId
  }
}
