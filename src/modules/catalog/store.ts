import type { ProductId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { formatWordOf } from './formats.ts'
import type { CopyFacts, ProductFacts } from './product.ts'

export type ProductRow = ProductFacts & { readonly id: ProductId; readonly slug: string }
export type VariantRow = CopyFacts & {
  readonly id: VariantId
  readonly productId: ProductId
  readonly sku: string
  readonly condition: 'new' | 'used'
}

/** One writer of products at a time: slugs stay unique and a work is found before it is written a second time. */
export async function lockProducts(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalog.products'))`.execute(tx.db)
}

const productColumns =
  sql.raw(`id uuid, kind text, title text, artist text, label text, catalogue_number text, format text, format_word text,
  medium text, year smallint, country text, genres text[], styles text[], barcode text, discogs_release_id bigint, attributes jsonb, slug text`)

export async function findProductSlug(tx: Tx, productId: ProductId): Promise<string | undefined> {
  const { rows } = await sql<{ slug: string }>`select slug from products where id = ${productId}`.execute(tx.db)
  return rows[0]?.slug
}

export async function updateProductSlug(tx: Tx, productId: ProductId, slug: string): Promise<void> {
  await sql`update products set slug = ${slug}, updated_at = ${tx.now()} where id = ${productId}`.execute(tx.db)
}

export async function insertProducts(tx: Tx, rows: readonly ProductRow[]): Promise<void> {
  await sql`
    insert into products (id, kind, title, artist, label, catalogue_number, format, format_word, medium, year, country, genres, styles,
      barcode, discogs_release_id, attributes, slug, created_at, updated_at)
    select r.*, ${tx.now()}::timestamptz, ${tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows.map(productJson))}::jsonb) as r (${productColumns})`.execute(tx.db)
}

/** Only what the source really says: an empty text or list never wipes what another source told us. */
export async function updateProducts(tx: Tx, rows: readonly ProductRow[]): Promise<ProductId[]> {
  const { rows: changed } = await sql<{ id: ProductId }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows.map(productJson))}::jsonb) as r (${productColumns})
    ), merged as (
      select p.id, g.title, coalesce(nullif(g.artist, ''), p.artist) as artist, coalesce(nullif(g.label, ''), p.label) as label,
        coalesce(nullif(g.catalogue_number, ''), p.catalogue_number) as catalogue_number,
        coalesce(nullif(g.format, ''), p.format) as format, coalesce(nullif(g.format_word, ''), p.format_word) as format_word,
        case when g.medium = 'other' then p.medium else g.medium end as medium, coalesce(g.year, p.year) as year,
        coalesce(nullif(g.country, ''), p.country) as country, coalesce(nullif(g.genres, '{}'), p.genres) as genres,
        coalesce(nullif(g.styles, '{}'), p.styles) as styles, coalesce(nullif(g.barcode, ''), p.barcode) as barcode,
        p.attributes || g.attributes as attributes
      from products p join given g on g.id = p.id
    )
    update products p
    set title = m.title, artist = m.artist, label = m.label, catalogue_number = m.catalogue_number, format = m.format, format_word = m.format_word,
      medium = m.medium, year = m.year, country = m.country, genres = m.genres, styles = m.styles, barcode = m.barcode,
      attributes = m.attributes, updated_at = ${tx.now()}
    from merged m
    where m.id = p.id
      and (p.title, p.artist, p.label, p.catalogue_number, p.format, p.medium, p.country, p.genres, p.styles, p.barcode, p.attributes)
        is distinct from
          (m.title, m.artist, m.label, m.catalogue_number, m.format, m.medium, m.country, m.genres, m.styles, m.barcode, m.attributes)
      or m.id = p.id and p.year is distinct from m.year
    returning p.id`.execute(tx.db)
  return changed.map(({ id }) => id)
}

const productJson = (row: ProductRow) => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  artist: row.artist,
  label: row.label,
  catalogue_number: row.catalogueNumber,
  format: row.format,
  format_word: formatWordOf(row.format),
  medium: row.medium,
  year: row.year ?? null,
  country: row.country,
  genres: row.genres,
  styles: row.styles,
  barcode: row.barcode,
  discogs_release_id: row.discogsReleaseId ?? null,
  attributes: row.attributes,
  slug: row.slug,
})

/** Refuses `catalog.sku-taken` when a given SKU already exists. */
export async function insertVariants(tx: Tx, rows: readonly VariantRow[]): Promise<void> {
  const { rows: added } = await sql<{ sku: string }>`
    insert into variants (id, product_id, sku, condition, media_grade, sleeve_grade, media_note, sleeve_note, play_note,
      comment, private_note, weight_grams, graded_by, graded_at, created_at, updated_at)
    select r.*, case when r.media_grade is not null then ${tx.actor.id} end,
      case when r.media_grade is not null then ${tx.now()}::timestamptz end, ${tx.now()}::timestamptz, ${tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows.map(variantJson))}::jsonb) as r (id uuid, product_id uuid, sku text, condition text,
      media_grade text, sleeve_grade text, media_note text, sleeve_note text, play_note text, comment text, private_note text, weight_grams integer)
    on conflict (sku) do nothing
    returning sku`.execute(tx.db)
  if (added.length === rows.length) return
  const known = new Set(added.map(({ sku }) => sku))
  refuse('catalog.sku-taken', { skus: rows.map(({ sku }) => sku).filter((sku) => !known.has(sku)) })
}

const variantJson = (row: VariantRow) => ({
  id: row.id,
  product_id: row.productId,
  sku: row.sku,
  condition: row.condition,
  media_grade: row.mediaGrade,
  sleeve_grade: row.sleeveGrade,
  media_note: row.mediaNote,
  sleeve_note: row.sleeveNote,
  play_note: row.playNote,
  comment: row.comment,
  private_note: row.privateNote,
  weight_grams: row.weightGrams,
})

export type VariantUpdate = CopyFacts & {
  readonly id: VariantId
  readonly isRegraded: boolean
  /** Per field that differs what it was and what it is now, for the row that keeps it. */
  readonly changed: Readonly<Record<string, readonly unknown[]>>
}

export async function updateVariants(tx: Tx, rows: readonly VariantUpdate[]): Promise<void> {
  const given = rows.map((row) => ({ ...variantUpdateJson(row), id: row.id, is_regraded: row.isRegraded }))
  await sql`
    update variants v
    set media_grade = r.media_grade, sleeve_grade = r.sleeve_grade, media_note = r.media_note, sleeve_note = r.sleeve_note,
      play_note = r.play_note, comment = r.comment, private_note = r.private_note, weight_grams = r.weight_grams,
      graded_by = case when r.is_regraded then ${tx.actor.id} else v.graded_by end,
      graded_at = case when r.is_regraded then ${tx.now()}::timestamptz else v.graded_at end, updated_at = ${tx.now()}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r (id uuid, media_grade text, sleeve_grade text, media_note text,
      sleeve_note text, play_note text, comment text, private_note text, weight_grams integer, is_regraded boolean)
    where v.id = r.id`.execute(tx.db)
  await sql`
    insert into variant_events (variant_id, what, data, at, by)
    select id, 'changed', changed, ${tx.now()}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ id, changed }) => ({ id, changed })))}::jsonb) as r (id uuid, changed jsonb)`.execute(
    tx.db,
  )
}

const variantUpdateJson = (row: CopyFacts) => ({
  media_grade: row.mediaGrade,
  sleeve_grade: row.sleeveGrade,
  media_note: row.mediaNote,
  sleeve_note: row.sleeveNote,
  play_note: row.playNote,
  comment: row.comment,
  private_note: row.privateNote,
  weight_grams: row.weightGrams,
})
