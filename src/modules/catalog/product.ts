import type { ProductId, VariantId } from '#kernel/ids'
import type { MediaGrade, SleeveGrade } from './grades.ts'

export type ProductKind = 'record' | 'lot' | 'other'
export type Medium = 'vinyl' | 'cd' | 'cassette' | 'other'
export type Condition = 'new' | 'used'
export type AttributeValue = string | number | boolean | readonly string[]

/** What a thing is, whoever sells it. `title` is never empty; the other texts may be. */
export type ProductFacts = {
  readonly kind: ProductKind
  readonly title: string
  readonly artist: string
  readonly label: string
  readonly catalogueNumber: string
  readonly format: string
  readonly medium: Medium
  readonly year?: number | undefined
  readonly country: string
  readonly genres: readonly string[]
  readonly styles: readonly string[]
  readonly barcode: string
  readonly discogsReleaseId?: number | undefined
  readonly attributes: Readonly<Record<string, AttributeValue>>
}

/** What the seller knows about one copy (or one kind of new goods). Null grades mean "not graded yet". */
export type CopyFacts = {
  readonly mediaGrade: MediaGrade | null
  readonly sleeveGrade: SleeveGrade | null
  readonly mediaNote: string
  readonly sleeveNote: string
  readonly playNote: string
  readonly comment: string
  readonly privateNote: string
  readonly weightGrams: number
}

/** Without `weightGrams` the weight is estimated from the format, without `sku` one is drawn. */
export type NewVariant = Partial<CopyFacts> & {
  readonly productId: ProductId
  readonly condition: Condition
  readonly sku?: string | undefined
}

export type VariantChange = Partial<CopyFacts> & { readonly variantId: VariantId }

export type Photo = { readonly id: string; readonly fileKey: string; readonly width: number; readonly height: number }

/** Variant and product together: all a channel, an order line or a page needs to describe what is sold. */
export type VariantFacts = CopyFacts & {
  readonly id: VariantId
  readonly productId: ProductId
  readonly sku: string
  readonly condition: Condition
  readonly photos: readonly Photo[]
  readonly product: ProductFacts & { readonly id: ProductId; readonly slug: string }
}
