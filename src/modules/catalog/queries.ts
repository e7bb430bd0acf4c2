import type { ProductId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { MediaGrade, SleeveGrade } from './grades.ts'
import type { AttributeValue, Condition, Medium, Photo, ProductFacts, ProductKind, VariantFacts } from './product.ts'

type FactsRow = {
  id: VariantId
  productId: ProductId
  sku: string
  condition: Condition
  mediaGrade: MediaGrade | null
  sleeveGrade: SleeveGrade | null
  mediaNote: string
  sleeveNote: string
  playNote: string
  comment: string
  privateNote: string
  weightGrams: number
  photos: Photo[]
  kind: ProductKind
  title: string
  artist: string
  label: string
  catalogueNumber: string
  format: string
  medium: Medium
  year: number | null
  country: string
  genres: string[]
  styles: string[]
  barcode: string
  discogsReleaseId: number | null
  attributes: Record<string, AttributeValue>
  slug: string
}

/** Facts of the variants asked for, in that order; unknown ids are left out. */
export async function getVariantFacts(cx: Cx, variantIds: readonly VariantId[]): Promise<VariantFacts[]> {
  if (variantIds.length === 0) return []
  const { rows } = await sql<FactsRow>`
    select v.id, v.product_id, v.sku, v.condition, v.media_grade, v.sleeve_grade, v.media_note, v.sleeve_note, v.play_note,
      v.comment, v.private_note, v.weight_grams,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'fileKey', f.file_key, 'width', f.width, 'height', f.height) order by f.position)
        from photos f where f.variant_id = v.id), '[]') as photos,
      p.kind, p.title, p.artist, p.label, p.catalogue_number, p.format, p.medium, p.year, p.country, p.genres, p.styles, p.barcode,
      p.discogs_release_id, p.attributes, p.slug
    from unnest(${variantIds}::uuid[]) with ordinality as asked (id, place)
    join variants v on v.id = asked.id
    join products p on p.id = v.product_id
    order by asked.place`.execute(cx.db)
  return rows.map(factsFromRow)
}

function factsFromRow(row: FactsRow): VariantFacts {
  const { id, productId, sku, condition, mediaGrade, sleeveGrade, mediaNote, sleeveNote, playNote } = row
  const { comment, privateNote, weightGrams, photos, slug, year, discogsReleaseId, ...rest } = row
  const { kind, title, artist, label, catalogueNumber, format, medium, country, genres, styles, barcode, attributes } =
    rest
  return {
    id,
    productId,
    sku,
    condition,
    mediaGrade,
    sleeveGrade,
    mediaNote,
    sleeveNote,
    playNote,
    comment,
    privateNote,
    weightGrams,
    photos,
    product: {
      id: productId,
      slug,
      kind,
      title,
      artist,
      label,
      catalogueNumber,
      format,
      medium,
      year: year ?? undefined,
      country,
      genres,
      styles,
      barcode,
      discogsReleaseId: discogsReleaseId ?? undefined,
      attributes,
    },
  }
}

/** What identifies a work and its pressing when there is no release number. */
export type PressingKey = Pick<
  ProductFacts,
  'artist' | 'title' | 'label' | 'catalogueNumber' | 'format' | 'barcode' | 'year'
>

export type KnownProduct = PressingKey & { readonly id: ProductId; readonly discogsReleaseId: number | null }

/** Products with one of these release numbers, or with the artist and title of one of these works. */
export async function findKnownProducts(cx: Cx, facts: readonly ProductFacts[]): Promise<KnownProduct[]> {
  const releaseIds = facts.flatMap(({ discogsReleaseId }) => discogsReleaseId ?? [])
  const works = facts
    .filter(({ discogsReleaseId }) => discogsReleaseId === undefined)
    .map(({ artist, title }) => ({ artist, title }))
  const { rows } = await sql<KnownProduct>`
    select id, discogs_release_id, artist, title, label, catalogue_number, format, barcode, year
    from products where discogs_release_id = any(${releaseIds}::bigint[])
    union all
    select p.id, p.discogs_release_id, p.artist, p.title, p.label, p.catalogue_number, p.format, p.barcode, p.year
    from jsonb_to_recordset(${JSON.stringify(works)}::jsonb) as w (artist text, title text)
    join products p on work_key(p.artist, p.title) = work_key(w.artist, w.title) and p.kind <> 'lot' and p.discogs_release_id is null`.execute(
    cx.db,
  )
  return rows
}

export async function findTakenSlugs(cx: Cx, slugs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ slug: string }>`select slug from products where slug = any(${slugs}::text[])`.execute(
    cx.db,
  )
  return new Set(rows.map(({ slug }) => slug))
}

export async function findFormats(cx: Cx, productIds: readonly ProductId[]): Promise<Map<ProductId, string>> {
  const { rows } = await sql<{ id: ProductId; format: string }>`
    select id, format from products where id = any(${productIds}::uuid[])`.execute(cx.db)
  return new Map(rows.map(({ id, format }) => [id, format]))
}

export type ProductName = { readonly artist: string; readonly title: string }

/** What a drawn cover needs to know. */
export async function findProductName(cx: Cx, productId: ProductId): Promise<ProductName | undefined> {
  return cx.db.selectFrom('products').select(['artist', 'title']).where('id', '=', productId).executeTakeFirst()
}
