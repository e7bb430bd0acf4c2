import type { VariantId } from '#kernel/ids'
import type { VariantFacts } from '#modules/catalog'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export type ExportRow = Omit<VariantFacts, 'product' | 'photos' | 'playNote' | 'productId'> & {
  readonly id: VariantId
  readonly artist: string
  readonly title: string
  readonly label: string
  readonly catalogueNumber: string
  readonly format: string
  readonly year: number | null
  readonly country: string
  readonly genres: string[]
  readonly styles: string[]
  readonly barcode: string
  readonly discogsReleaseId: number | null
  readonly priceMinor: number | null
  readonly quantity: number
  readonly placeCode: string | null
}

/** A page of everything but lots, in id order; quantity and shelf of what is on the shelves and not sold. */
export async function findExportRows(
  cx: Cx,
  { after, limit }: { after: string | null; limit: number },
): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select v.id, v.sku, v.condition, v.media_grade, v.sleeve_grade, v.media_note, v.sleeve_note, v.comment, v.private_note, v.weight_grams,
      p.artist, p.title, p.label, p.catalogue_number, p.format, p.year, p.country, p.genres, p.styles, p.barcode, p.discogs_release_id,
      lp.price_minor, stock.quantity, stock.place_code
    from variants v join products p on p.id = v.product_id and p.kind <> 'lot'
    left join list_prices lp on lp.variant_id = v.id
    cross join lateral (
      select count(*)::int as quantity, min(pl.code) as place_code from units u join places pl on pl.id = u.place_id and pl.kind = 'shelf'
      where u.variant_id = v.id and not exists (select from claims c where c.unit_id = u.id and c.ended_at is null and c.kind = 'order')
    ) stock
    where ${after}::uuid is null or v.id > ${after}::uuid
    order by v.id limit ${limit}`.execute(cx.db)
  return rows
}
