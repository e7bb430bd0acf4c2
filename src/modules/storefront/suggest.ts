import type { Cx } from '#platform/cx'
import { detailOf } from './cards.ts'
import { findSuggestionRows } from './queries.ts'
import { textQuery } from './search-text.ts'
import type { Suggestion } from './views.ts'

const textCharactersMin = 2

/** A few artists and products for what is being typed; nothing under two letters. */
export async function suggest(cx: Cx, text: string): Promise<Suggestion[]> {
  const query = textQuery(text)
  if (query === null || text.trim().length < textCharactersMin) return []
  const rows = await findSuggestionRows(cx, query)
  return rows.map(({ kind, artist, title, slug, itemCount, ...product }) =>
    kind === 'artist'
      ? { kind, text: artist, detail: String(itemCount), slug: null }
      : { kind, text: title, detail: [artist, detailOf(product)].filter((part) => part !== '').join(' · '), slug },
  )
}
