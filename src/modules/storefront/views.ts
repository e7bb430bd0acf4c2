import type { ProductId, VariantId } from '#kernel/ids'
import type { MediaGrade, Medium, SleeveGrade, VariantFacts } from '#modules/catalog'
import type { OfferedPrice } from '#modules/promotions'

export type Availability = 'free' | 'held' | 'sold'

/** One thing for sale as a card in a list. `detail` reads 'LP · CBS · 1987'. Prices are what everybody pays now, in cents. */
export type ItemCard = {
  readonly variantId: VariantId
  readonly productId: ProductId
  readonly slug: string
  readonly sku: string
  readonly title: string
  readonly artist: string
  readonly detail: string
  readonly medium: Medium
  readonly format: string
  readonly formatWord: string
  readonly label: string
  /** The first of its labels, and the addresses of the pages of artist and label; null where there is none. */
  readonly labelName: string | null
  readonly labelSlug: string | null
  readonly artistSlug: string | null
  readonly year: number | null
  readonly genres: readonly string[]
  readonly condition: 'new' | 'used'
  readonly mediaGrade: MediaGrade | null
  readonly sleeveGrade: SleeveGrade | null
  readonly priceMinor: number
  /** While its price is reduced for everybody, and how that may be announced. */
  readonly offer: OfferedPrice | null
  readonly isLot: boolean
  /** How many pieces a lot has; 0 for anything else. */
  readonly pieceCount: number
  readonly isRare: boolean
  readonly availability: Availability
  readonly photoKey: string | null
}

/** `tags` name what a cached page depends on: 'list', 'product:<id>'. */
export type Tagged = { readonly tags: readonly string[] }

export type HomePage = Tagged & {
  readonly onSaleCount: number
  readonly mediumCounts: Readonly<Record<Medium, number>>
  readonly arrivals: readonly ItemCard[]
  readonly rare: readonly ItemCard[]
  readonly underFive: readonly ItemCard[]
  readonly rarityOfTheWeek: ItemCard | null
}

export const sorts = ['relevance', 'newest', 'price-up', 'price-down', 'artist'] as const
export type Sort = (typeof sorts)[number]

/** Grade filter: 'VG' finds VG and better; 'new' finds sealed new goods, 'ungraded' copies nobody graded yet. */
export type GradeFilter = MediaGrade | 'ungraded'

export type SearchFilters = {
  readonly medium?: Medium | undefined
  /** Any of these. */
  readonly genre?: readonly string[] | undefined
  /** First year of the decade, e.g. 1970. */
  readonly decade?: number | undefined
  readonly grade?: GradeFilter | undefined
  readonly priceMinMinor?: number | undefined
  readonly priceMaxMinor?: number | undefined
  /** A format word: 'LP', '2xLP', '7"', 'CD', 'Box' … */
  readonly format?: string | undefined
  readonly country?: string | undefined
  readonly kind?: 'record' | 'lot' | 'other' | undefined
}

export type SearchRequest = {
  readonly text: string
  /** Only what belongs to this collection. */
  readonly collectionId?: string | undefined
  readonly filters: SearchFilters
  readonly sort: Sort
  /** From 1. */
  readonly page: number
}

/** `value` is what the filter takes; `count` is what choosing it would show, the other filters staying as they are. */
export type Facet = { readonly value: string; readonly count: number; readonly isChosen: boolean }

export const facetNames = ['medium', 'genre', 'decade', 'grade', 'price', 'format', 'country', 'kind'] as const
export type FacetName = (typeof facetNames)[number]

export type SearchResult = Tagged & {
  readonly items: readonly ItemCard[]
  readonly total: number
  readonly page: number
  readonly pageCount: number
  readonly pageSize: number
  readonly facets: Readonly<Record<FacetName, readonly Facet[]>>
  /** Set when nothing matched as typed and the words were corrected: 'beatels' → 'beatles'. */
  readonly correctedText: string | null
}

export type Suggestion = {
  readonly kind: 'artist' | 'product'
  readonly text: string
  readonly detail: string
  /** Products have a page, artists a search. */
  readonly slug: string | null
}

/** One copy (or kind of new goods) on its product's page. */
export type CopyView = {
  readonly variantId: VariantId
  readonly facts: VariantFacts
  readonly unitCode: string | null
  readonly placeCode: string | null
  readonly priceMinor: number
  readonly offer: OfferedPrice | null
  readonly availability: Availability
  readonly freeCount: number
  /** Until when it is in this cart, or in somebody's. */
  readonly yoursUntil: Date | null
  readonly heldUntil: Date | null
  readonly gradedBy: string | null
  readonly gradedAt: Date | null
}

export type NameKind = 'artist' | 'label'

/** An artist or a label with a page. */
export type NameLink = { readonly kind: NameKind; readonly name: string; readonly slug: string }

export type NamePage = Tagged &
  NameLink & {
    /** Newest first. */
    readonly items: readonly ItemCard[]
    readonly total: number
    readonly page: number
    readonly pageCount: number
    /** First years, ascending; formats and genres by number of pieces on sale. */
    readonly decades: readonly number[]
    readonly formats: readonly string[]
    readonly genres: readonly string[]
    /** Null when nothing is on sale. */
    readonly priceMinMinor: number | null
    readonly priceMaxMinor: number | null
    /** Other artists, or other labels, with the same genres on sale. */
    readonly related: readonly NameLink[]
    /** What comes closest, while nothing is on sale. */
    readonly equivalents: readonly ItemCard[]
  }

export type ProductPage = Tagged & {
  readonly product: VariantFacts['product']
  /** Its artist and labels, in the order they are written. */
  readonly names: readonly NameLink[]
  readonly isRare: boolean
  /** The copy shown first: the one asked for by SKU, else the best that is free. */
  readonly chosen: CopyView
  readonly otherCopies: readonly CopyView[]
  readonly otherPressings: readonly ItemCard[]
  readonly lots: readonly ItemCard[]
  /** What a lot consists of; empty for anything else. */
  readonly members: readonly ItemCard[]
  /** More by the same artist, else of the same genre. */
  readonly related: readonly ItemCard[]
  /** What was asked to come along. */
  readonly beside: readonly ItemCard[]
}
