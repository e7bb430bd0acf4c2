import type { UnitId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { type CopyHolder, type HoldCopy, type HoldId, holderOf } from './hold.ts'

export type HoldRow = {
  readonly id: HoldId
  readonly name: string
  readonly plannedEndAt: Date | null
  readonly beganAt: Date
  readonly beganBy: string
  readonly heldCount: number
  readonly takenCount: number
  readonly goneCount: number
  readonly releasedCount: number
}

const holdsShownMax = 100
const isOurs = sql`c.holder = 'hold:' || u.hold_id`

const holdRows = (cx: Cx, condition: ReturnType<typeof sql>) =>
  sql<HoldRow>`
    select h.id, h.name, h.planned_end_at, h.began_at, h.began_by, counts.* from holds h
    cross join lateral (
      select count(*) filter (where u.released_at is null and ${isOurs})::int as held_count,
        count(*) filter (where u.released_at is null and u.held_at is null)::int as taken_count,
        count(*) filter (where u.released_at is null and u.held_at is not null and not coalesce(${isOurs}, false))::int as gone_count,
        count(*) filter (where u.released_at is not null)::int as released_count
      from hold_units u left join claims c on c.unit_id = u.unit_id and c.ended_at is null where u.hold_id = h.id) counts
    where ${condition} order by h.began_at desc limit ${sql.lit(holdsShownMax)}`.execute(cx.db)

/** Newest first; a hold is over when it holds nothing any more. */
export async function listHolds(cx: Cx, { isOpen }: { isOpen: boolean }): Promise<HoldRow[]> {
  return (await holdRows(cx, isOpen ? sql`counts.held_count > 0` : sql`counts.held_count = 0`)).rows
}

export async function findHold(cx: Cx, holdId: HoldId): Promise<HoldRow | undefined> {
  return (await holdRows(cx, sql`h.id = ${holdId}`)).rows[0]
}

type CopyRow = Omit<HoldCopy, 'heldBy' | 'state'> & {
  holder: string | null
  until: Date | null
  holdName: string | null
}

/** Every copy of a hold with where it is now, in the order of the shelves. */
export async function copiesOf(cx: Cx, holdId: HoldId): Promise<HoldCopy[]> {
  const { rows } = await sql<CopyRow>`
    select u.id as unit_id, u.code, u.variant_id, v.sku, p.artist, p.title, pl.code as place, h.held_at, h.released_at,
      c.holder, c.expires_at as until, o.name as hold_name
    from hold_units h join units u on u.id = h.unit_id join variants v on v.id = u.variant_id join products p on p.id = v.product_id
    join places pl on pl.id = u.place_id
    left join claims c on c.unit_id = u.id and c.ended_at is null and (c.expires_at is null or c.expires_at > ${cx.now()})
    left join holds o on c.holder = 'hold:' || o.id
    where h.hold_id = ${holdId} order by pl.position, pl.code, p.artist, p.title, u.code`.execute(cx.db)
  return rows.map((row) => copyOf(row, holdId))
}

function copyOf({ holder, until, holdName, ...copy }: CopyRow, holdId: HoldId): HoldCopy {
  if (copy.releasedAt) return { ...copy, state: 'released', heldBy: null }
  if (holder === holderOf(holdId)) return { ...copy, state: 'held', heldBy: null }
  const [kind = '', id = ''] = holder?.split(/:(.*)/) ?? []
  const heldBy: CopyHolder | null = holder === null ? null : { kind, id, name: holdName, until }
  return { ...copy, state: copy.heldAt ? 'gone' : 'taken', heldBy }
}

/** The variants each held copy is part of: its own, and lots. */
export async function variantsOfHeld(cx: Cx, holdId: HoldId): Promise<Map<UnitId, VariantId[]>> {
  const { rows } = await sql<{ unitId: UnitId; variantIds: VariantId[] }>`
    with pieces as (${piecesOf(holdId)})
    select unit_id, array_agg(variant_id) as variant_ids from pieces group by 1`.execute(cx.db)
  return new Map(rows.map(({ unitId, variantIds }) => [unitId, variantIds]))
}

/** One row for each held copy and each variant that shows it. */
export const piecesOf = (holdId: HoldId) => sql`
  select w.unit_id, w.held_at, s.variant_id from hold_units w
  join claims c on c.unit_id = w.unit_id and c.ended_at is null and c.holder = ${holderOf(holdId)}
  cross join lateral (
    select variant_id from units where id = w.unit_id union select variant_id from lot_units where unit_id = w.unit_id) s
  where w.hold_id = ${holdId} and w.held_at is not null and w.released_at is null`

export type HoldEventRow = {
  readonly what: 'begun' | 'added' | 'released'
  readonly count: number
  readonly reason: string
  readonly at: Date
  readonly actor: string
}

export async function eventsOf(cx: Cx, holdId: HoldId): Promise<HoldEventRow[]> {
  const { rows } = await sql<HoldEventRow>`
    select what, cardinality(unit_ids) as count, reason, at, actor from hold_events where hold_id = ${holdId} order by id`.execute(
    cx.db,
  )
  return rows
}
