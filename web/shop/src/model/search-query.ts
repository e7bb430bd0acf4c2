import { mediaGrades } from '#modules/catalog'
import {
  type FacetName,
  facetNames,
  type GradeFilter,
  type SearchFilters,
  type SearchRequest,
  type Sort,
  sorts,
} from '#modules/storefront'

const textCharactersMax = 200
const mediums = ['vinyl', 'cd', 'cassette', 'other'] as const
const kinds = ['record', 'lot', 'other'] as const
const grades: readonly GradeFilter[] = [...mediaGrades, 'ungraded']

/** Reads the address of a list. Anything it does not know is left out: an old or mistyped address still shows records. */
export function readSearch(query: URLSearchParams): SearchRequest {
  const text = (query.get('q') ?? '').trim().slice(0, textCharactersMax)
  return {
    text,
    filters: readFilters(query),
    sort: oneOf(sorts, query.get('sort')) ?? defaultSort(text),
    page: wholeNumber(query.get('page')) ?? 1,
  }
}

const defaultSort = (text: string): Sort => (text === '' ? 'newest' : 'relevance')

function readFilters(query: URLSearchParams): SearchFilters {
  const [priceMin, priceMax] = (query.get('price') ?? '').split('-')
  const genre = query.getAll('genre').filter((value) => value !== '')
  return {
    medium: oneOf(mediums, query.get('medium')),
    genre: genre.length > 0 ? genre.slice(0, 20) : undefined,
    decade: wholeNumber(query.get('decade')),
    grade: oneOf(grades, query.get('grade')),
    priceMinMinor: wholeNumber(priceMin),
    priceMaxMinor: wholeNumber(priceMax),
    format: query.get('format') || undefined,
    country: query.get('country') || undefined,
    kind: oneOf(kinds, query.get('kind')),
  }
}

const oneOf = <T extends string>(choices: readonly T[], text: string | null): T | undefined =>
  choices.find((choice) => choice === text)

function wholeNumber(text: string | null | undefined): number | undefined {
  return text && /^\d{1,8}$/.test(text) ? Number(text) : undefined
}

/** The chosen values of every facet, as the address writes them. */
export function chosenOf({ filters }: SearchRequest): Readonly<Record<FacetName, readonly string[]>> {
  const { priceMinMinor: min, priceMaxMinor: max } = filters
  const single = (value: string | number | undefined): string[] => (value === undefined ? [] : [String(value)])
  return {
    medium: single(filters.medium),
    genre: filters.genre ?? [],
    decade: single(filters.decade),
    grade: single(filters.grade),
    price: min === undefined && max === undefined ? [] : [`${min ?? 0}-${max ?? ''}`],
    format: single(filters.format),
    country: single(filters.country),
    kind: single(filters.kind),
  }
}

type Change = {
  readonly facets?: Partial<Record<FacetName, readonly string[]>>
  readonly sort?: Sort
  readonly page?: number
  readonly text?: string
}

/** The address of the same list with something changed: always in one order, so that equal lists have equal addresses. */
export function searchAddress(path: string, request: SearchRequest, change: Change = {}): string {
  const text = change.text ?? request.text
  const sort = change.sort ?? request.sort
  const page = change.page ?? 1
  const chosen = { ...chosenOf(request), ...change.facets }
  const query = new URLSearchParams()
  if (text !== '') query.append('q', text)
  for (const facet of facetNames) for (const value of chosen[facet].toSorted()) query.append(facet, value)
  if (sort !== defaultSort(text)) query.append('sort', sort)
  if (page > 1) query.append('page', String(page))
  const written = query.toString()
  return written === '' ? path : `${path}?${written}`
}

/** Genres add up; any other facet takes one value. Choosing a chosen value takes it away. */
export function toggled(request: SearchRequest, facet: FacetName, value: string): readonly string[] {
  const chosen = chosenOf(request)[facet]
  if (chosen.includes(value)) return chosen.filter((other) => other !== value)
  return facet === 'genre' ? [...chosen, value] : [value]
}

/** What people search for by one word: these lists are worth a place in search engines. */
const indexedFacets: ReadonlySet<FacetName> = new Set(['medium', 'genre', 'decade', 'format', 'kind'])

/** Search engines get the whole list and lists with one such facet, page by page; any other combination is `noindex`. */
export function isIndexedList(request: SearchRequest, chosenCount: number): boolean {
  const chosen = chosenOf(request)
  return (
    request.text === '' &&
    chosenCount <= 1 &&
    facetNames.every((facet) => chosen[facet].length === 0 || indexedFacets.has(facet))
  )
}

/** The same records in another order are no other page: the canonical one is in the usual order. */
export const isSorted = ({ text, sort }: SearchRequest): boolean => sort !== defaultSort(text)
