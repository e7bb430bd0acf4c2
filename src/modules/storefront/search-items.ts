import { mediaGrades } from '#modules/catalog'
import type { Cx } from '#platform/cx'
import { cardsOf, database, tagsOf } from './cards.ts'
import { type Found, type FoundFacet, findItems, findKnownWords, findSimilarWords } from './queries-search.ts'
import { editDistance, textQuery, wordsOf } from './search-text.ts'
import type { Facet, FacetName, SearchFilters, SearchRequest, SearchResult } from './views.ts'

const itemsPerPage = 24
const pagesMax = 1000

/**
 * What is on sale (or just held) and matches: every word of the text, blind to accents and case, and every filter. When the
 * words as typed find nothing, mistyped ones are corrected and `correctedText` says how it was read.
 */
export async function searchItems(cx: Cx, request: SearchRequest, sources = database): Promise<SearchResult> {
  const asTyped = await find(cx, request)
  const corrected = asTyped.total === 0 ? await correctText(cx, request.text) : null
  const found = corrected === null ? asTyped : await find(cx, { ...request, text: corrected })
  const isCorrected = corrected !== null && found.total > 0
  const items = await cardsOf(cx, found.variantIds, sources)
  return {
    items,
    total: found.total,
    page: pageOf(request),
    pageSize: itemsPerPage,
    pageCount: Math.ceil(found.total / itemsPerPage),
    facets: shapeFacets(found.facets, request.filters),
    correctedText: isCorrected ? corrected : null,
    tags: ['list', ...tagsOf(items)],
  }
}

const pageOf = ({ page }: SearchRequest): number => Math.min(Math.max(1, Math.trunc(page)), pagesMax)

const find = (cx: Cx, request: SearchRequest): Promise<Found> =>
  findItems(cx, {
    textQuery: textQuery(request.text),
    filters: request.filters,
    collectionId: request.collectionId,
    sort: request.sort,
    limit: itemsPerPage,
    offset: (pageOf(request) - 1) * itemsPerPage,
  })

/** Replaces each word nobody sells by the known word it is closest to; null when nothing changes. */
async function correctText(cx: Cx, text: string): Promise<string | null> {
  const words = wordsOf(text)
  const known = await findKnownWords(cx, words)
  const corrected: string[] = []
  for (const word of words) corrected.push(known.has(word) ? word : ((await closestWord(cx, word)) ?? word))
  const result = corrected.join(' ')
  return result === words.join(' ') ? null : result
}

async function closestWord(cx: Cx, word: string): Promise<string | undefined> {
  const typed = word.toLowerCase()
  const faultsMax = Math.max(1, Math.floor(typed.length / 3))
  const candidates = (await findSimilarWords(cx, typed)).map((candidate) => ({
    candidate,
    faults: editDistance(typed, candidate),
  }))
  return candidates.filter(({ faults }) => faults <= faultsMax).toSorted((a, b) => a.faults - b.faults)[0]?.candidate
}

function shapeFacets(found: readonly FoundFacet[], filters: SearchFilters): Record<FacetName, Facet[]> {
  const chosen = chosenValues(filters)
  const shape = (facet: FacetName): Facet[] => {
    const counts = found.filter((row) => row.facet === facet)
    const ordered = facet === 'grade' ? atLeast(counts) : counts.toSorted(facetOrder[facet] ?? byCount)
    return ordered.map(({ value, count }) => ({ value, count, isChosen: chosen[facet].includes(value) }))
  }
  return {
    medium: shape('medium'),
    genre: shape('genre'),
    decade: shape('decade'),
    grade: shape('grade'),
    price: shape('price'),
    format: shape('format'),
    country: shape('country'),
    kind: shape('kind'),
  }
}

const byCount = (a: FoundFacet, b: FoundFacet): number => b.count - a.count || a.value.localeCompare(b.value, 'fr')
const byNumber = (a: FoundFacet, b: FoundFacet): number => Number.parseInt(a.value, 10) - Number.parseInt(b.value, 10)
const facetOrder: Partial<Record<FacetName, typeof byCount>> = { decade: byNumber, price: byNumber }

/** The grade facet offers "NM or better", "VG+ or better" and so on, as the filter works. */
function atLeast(counts: readonly FoundFacet[]): FoundFacet[] {
  const countOf = (grade: string): number => counts.find(({ value }) => value === grade)?.count ?? 0
  let count = countOf('new')
  const steps = mediaGrades.flatMap((value): FoundFacet[] => {
    const ofGrade = countOf(value)
    count += ofGrade
    return ofGrade === 0 ? [] : [{ facet: 'grade', value, count }]
  })
  const ungraded = countOf('ungraded')
  return ungraded === 0 ? steps : [...steps, { facet: 'grade', value: 'ungraded', count: ungraded }]
}

function chosenValues(filters: SearchFilters): Record<FacetName, readonly string[]> {
  const { medium, genre, decade, grade, format, country, kind, priceMinMinor, priceMaxMinor } = filters
  const hasPrice = priceMinMinor !== undefined || priceMaxMinor !== undefined
  return {
    medium: medium ? [medium] : [],
    genre: genre ?? [],
    decade: decade === undefined ? [] : [String(decade)],
    grade: grade ? [grade] : [],
    price: hasPrice ? [`${priceMinMinor ?? 0}-${priceMaxMinor ?? ''}`] : [],
    format: format ? [format] : [],
    country: country ? [country] : [],
    kind: kind ? [kind] : [],
  }
}
