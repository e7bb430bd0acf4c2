import type { VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { findMatchesAmong } from './queries-search.ts'
import { textQuery } from './search-text.ts'
import type { SearchRequest } from './views.ts'

/** Which of these would a search show now: those on sale that match every word as typed and every filter. */
export const matchesAmong = (
  cx: Cx,
  { text, filters }: Pick<SearchRequest, 'text' | 'filters'>,
  variantIds: readonly VariantId[],
): Promise<VariantId[]> => findMatchesAmong(cx, { textQuery: textQuery(text), filters, variantIds })
