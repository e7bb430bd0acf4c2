import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Fault } from './stock.ts'

/** Recomputes places from the movements and looks at every live claim; answers what disagrees, nothing when all is well. */
export async function verifyStock(cx: Cx): Promise<Fault[]> {
  const results = await Promise.all([
    misplacedUnits(cx),
    brokenChains(cx),
    doubleClaims(cx),
    claimsOffShelf(cx),
    unrecordedClaims(cx),
  ])
  return results.flat()
}

const misplacedUnits = (cx: Cx) =>
  faults(
    cx,
    sql<Fault>`
    select 'stock.unit-place' as check, 'unit:' || u.code as subject, at.code as found, coalesce(last.code, 'never moved') as expected
    from units u join places at on at.id = u.place_id
    left join lateral (select p.code, p.id from movements m join places p on p.id = m.to_place_id
      where m.unit_id = u.id order by m.id desc limit 1) last on true
    where last.id is distinct from u.place_id`,
  )

/** Each movement starts where the one before it ended. */
const brokenChains = (cx: Cx) =>
  faults(
    cx,
    sql<Fault>`
    select 'stock.movement-chain' as check, 'movement:' || m.id as subject, f.code as found, p.code as expected
    from (select id, from_place_id, lag(to_place_id) over (partition by unit_id order by id) as previous_id from movements) m
    join places f on f.id = m.from_place_id join places p on p.id = m.previous_id
    where m.from_place_id <> m.previous_id`,
  )

/** The unique index rules this out; asking anyway proves that the index is there and sound. */
const doubleClaims = (cx: Cx) =>
  faults(
    cx,
    sql<Fault>`
    select 'stock.one-live-claim' as check, 'unit:' || u.code as subject, count(*)::text as found, '1' as expected
    from claims c join units u on u.id = c.unit_id where c.ended_at is null
    group by u.code having count(*) > 1`,
  )

/** A copy that left the shelves may keep the order claim that took it away, and nothing else. */
const claimsOffShelf = (cx: Cx) =>
  faults(
    cx,
    sql<Fault>`
    select 'stock.claim-on-shelf' as check, 'unit:' || u.code as subject, c.kind || ' at ' || p.code as found, 'a shelf' as expected
    from claims c join units u on u.id = c.unit_id join places p on p.id = u.place_id
    where c.ended_at is null and (c.expires_at is null or c.expires_at > ${cx.now()})
      and p.kind <> 'shelf' and not (c.kind = 'order' and p.kind = 'customer')`,
  )

const unrecordedClaims = (cx: Cx) =>
  faults(
    cx,
    sql<Fault>`
    select 'stock.claim-recorded' as check, 'claim:' || c.id as subject,
      coalesce(e.what || ' ' || e.holder, 'no event') as found, case when c.ended_at is null then 'live ' else 'ended ' end || c.holder as expected
    from claims c
    left join lateral (select what, holder from claim_events where claim_id = c.id order by id desc limit 1) e on true
    where e.what is null or e.holder <> c.holder or (e.what = 'ended') <> (c.ended_at is not null)`,
  )

async function faults(cx: Cx, query: ReturnType<typeof sql<Fault>>): Promise<Fault[]> {
  const { rows } = await query.execute(cx.db)
  return rows
}
