import type { PlaceId, UnitId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Availability, ClaimKind, Holder } from './stock.ts'

type AvailabilityRow = {
  variantId: VariantId
  isLot: boolean
  unitCount: number
  freeCount: number
  soldCount: number
  heldUntil: Date | null
  takenAt: Date | null
  yoursCount: number
  yoursUntil: Date | null
}

/**
 * How many copies can be had now. A lot counts as one and is free only while every member is. `isSold` means that no
 * copy can come back by itself: all are ordered or off the shelves. Variants without any unit are answered as sold.
 */
export async function availability(
  cx: Cx,
  variantIds: readonly VariantId[],
  { holder }: { holder?: Holder } = {},
): Promise<Map<VariantId, Availability>> {
  const { rows } = await sql<AvailabilityRow>`
    with pieces as (
      select variant_id, id as unit_id, place_id, false as is_lot from units where variant_id = any(${variantIds}::uuid[])
      union all
      select l.variant_id, l.unit_id, u.place_id, true from lot_units l join units u on u.id = l.unit_id
      where l.variant_id = any(${variantIds}::uuid[])
    )
    select a.variant_id, bool_or(s.is_lot) is true as is_lot, count(s.unit_id) as unit_count,
      count(*) filter (where p.kind = 'shelf' and c.id is null) as free_count,
      count(*) filter (where p.kind <> 'shelf' or c.kind = 'order') as sold_count,
      max(c.expires_at) filter (where c.kind <> 'order') as held_until, max(c.taken_at) as taken_at,
      count(*) filter (where c.holder = ${holder ?? null}) as yours_count,
      min(c.expires_at) filter (where c.holder = ${holder ?? null}) as yours_until
    from unnest(${variantIds}::uuid[]) as a (variant_id)
    left join pieces s on s.variant_id = a.variant_id
    left join places p on p.id = s.place_id
    left join claims c on c.unit_id = s.unit_id and c.ended_at is null and (c.expires_at is null or c.expires_at > ${cx.now()})
    group by a.variant_id`.execute(cx.db)
  return new Map(rows.map((row) => [row.variantId, row.isLot ? lotAvailability(row) : copyAvailability(row)]))
}

const copyAvailability = (row: AvailabilityRow): Availability => ({
  freeCount: row.freeCount,
  totalCount: row.unitCount,
  isSold: row.soldCount === row.unitCount,
  ...(row.yoursUntil && { yoursUntil: row.yoursUntil }),
  ...(row.heldUntil && { heldUntil: row.heldUntil }),
  ...(row.takenAt && { takenAt: row.takenAt }),
})

const lotAvailability = (row: AvailabilityRow): Availability => ({
  freeCount: row.freeCount === row.unitCount ? 1 : 0,
  totalCount: 1,
  isSold: row.soldCount > 0,
  ...(row.yoursUntil && row.yoursCount === row.unitCount && { yoursUntil: row.yoursUntil }),
  ...(row.heldUntil && { heldUntil: row.heldUntil }),
  ...(row.takenAt && { takenAt: row.takenAt }),
})

/** Of these codes those that are no shelf (or no place at all). */
export async function missingPlaceCodes(
  cx: Cx,
  codes: readonly string[],
  kind: 'shelf' | 'any kind' = 'shelf',
): Promise<string[]> {
  const known = await cx.db
    .selectFrom('places')
    .select('code')
    .where('code', 'in', codes)
    .$if(kind === 'shelf', (query) => query.where('kind', '=', 'shelf'))
    .execute()
  return codes.filter((code) => !known.some((place) => place.code === code))
}

export type UnitView = {
  readonly id: UnitId
  readonly code: string
  readonly variantId: VariantId
  readonly sku: string
  readonly title: string
  readonly artist: string
  readonly place: { readonly id: PlaceId; readonly code: string; readonly kind: string }
  readonly costMinor: number | null
  readonly receivedAt: Date
  readonly claim: {
    readonly kind: ClaimKind
    readonly holder: Holder
    readonly takenAt: Date
    readonly expiresAt: Date | null
  } | null
}

type UnitRow = Omit<UnitView, 'place' | 'claim'> & {
  placeId: PlaceId
  placeCode: string
  placeKind: string
  claimKind: ClaimKind | null
  holder: Holder | null
  takenAt: Date | null
  expiresAt: Date | null
}

const unitColumns = sql`
  u.id, u.code, u.variant_id, v.sku, pr.title, pr.artist, u.place_id, p.code as place_code, p.kind as place_kind, u.cost_minor, u.received_at,
  c.kind as claim_kind, c.holder, c.taken_at, c.expires_at`

/** Units by id, by label code, or of variants (a lot names its members); at most 500. */
export async function findUnits(
  cx: Cx,
  by: { code: string } | { unitId: UnitId } | { variantIds: readonly VariantId[] },
): Promise<UnitView[]> {
  const condition =
    'code' in by
      ? sql`u.code = ${by.code.toUpperCase()}`
      : 'unitId' in by
        ? sql`u.id = ${by.unitId}`
        : sql`u.id in (select id from units where variant_id = any (${by.variantIds}::uuid[])
            union select unit_id from lot_units where variant_id = any (${by.variantIds}::uuid[]))`
  const { rows } = await sql<UnitRow>`
    select ${unitColumns} from units u
    join places p on p.id = u.place_id join variants v on v.id = u.variant_id join products pr on pr.id = v.product_id
    left join claims c on c.unit_id = u.id and c.ended_at is null and (c.expires_at is null or c.expires_at > ${cx.now()})
    where ${condition} order by u.id limit 500`.execute(cx.db)
  return rows.map(toUnitView)
}

const toUnitView = ({
  placeId,
  placeCode,
  placeKind,
  claimKind,
  holder,
  takenAt,
  expiresAt,
  ...unit
}: UnitRow): UnitView => ({
  ...unit,
  place: { id: placeId, code: placeCode, kind: placeKind },
  claim: claimKind && holder && takenAt ? { kind: claimKind, holder, takenAt, expiresAt } : null,
})
