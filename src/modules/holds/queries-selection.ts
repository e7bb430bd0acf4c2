import type { UnitId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** What the codes of a list mean: `unitIds` sorted and once each, `unknown` as they were written. */
export type Selected = { readonly unitIds: readonly UnitId[]; readonly unknown: readonly string[] }

/**
 * Codes as people scan or paste them: of a copy's label, a SKU (every copy of it in the house) or a shelf (every copy on
 * it). Copies that left the house are found by the code on their label only, so that one learns where they are.
 */
export async function selectByCodes(cx: Cx, codes: readonly string[]): Promise<Selected> {
  const { rows } = await sql<{ code: string; unitId: UnitId | null }>`
    select w.code, f.id as unit_id from unnest(${codes}::text[]) w (code)
    left join lateral (
      select u.id from units u where u.code = upper(w.code)
      union select u.id from variants v join units u on u.variant_id = v.id join places p on p.id = u.place_id and p.kind = 'shelf' where v.sku = upper(w.code)
      union select l.unit_id from variants v join lot_units l on l.variant_id = v.id where v.sku = upper(w.code)
      union select u.id from places p join units u on u.place_id = p.id where p.kind = 'shelf' and p.code = upper(w.code)
    ) f on true`.execute(cx.db)
  return {
    unitIds: onceEach(rows.flatMap(({ unitId }) => unitId ?? [])),
    unknown: rows.flatMap(({ code, unitId }) => (unitId === null ? [code] : [])),
  }
}

/** Every copy on a shelf of these variants; of a lot, its members. */
export async function selectByVariants(cx: Cx, variantIds: readonly VariantId[]): Promise<UnitId[]> {
  const { rows } = await sql<{ id: UnitId }>`
    select u.id from units u join places p on p.id = u.place_id and p.kind = 'shelf'
    where u.variant_id = any (${variantIds}::uuid[]) or u.id in (select unit_id from lot_units where variant_id = any (${variantIds}::uuid[]))`.execute(
    cx.db,
  )
  return onceEach(rows.map(({ id }) => id))
}

/** Undefined when there is no such shelf. */
export async function selectByPlace(cx: Cx, place: string): Promise<UnitId[] | undefined> {
  const { rows } = await sql<{ unitIds: UnitId[] }>`
    select array_remove(array_agg(u.id), null) as unit_ids from places p left join units u on u.place_id = p.id
    where p.kind = 'shelf' and p.code = upper(${place}) group by p.id`.execute(cx.db)
  return rows[0]?.unitIds
}

export const onceEach = (unitIds: readonly UnitId[]): UnitId[] => [...new Set(unitIds)].sort()
