import type { RawBuilder } from 'kysely'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { scoredPairs } from './queries-pairs.ts'

/** Suggestions kept per product and reason: more than are shown, for many will be sold when they are read. */
const perProductMax = 24
const similarMax = 12
const lookedBackMonths = 24
/** Steps between two pages are cheaper than purchases: one more is asked for. */
const stepsMin = 3
const artistsPerArtist = 5
const perFanArtist = 2
const labelYears = 4
const erasLookedAt = 40

/** False while another process computes. The statements of this transaction may take `limitSeconds` each. */
export async function lockComputing(tx: Tx, limitSeconds: number): Promise<boolean> {
  await sql`select set_config('statement_timeout', ${String(limitSeconds * 1000)}, true)`.execute(tx.db)
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('recommendations')) as locked`.execute(tx.db)
  return rows[0]?.locked ?? false
}

/** `rows`: product_id, other_product_id, score, evidence. */
const saveRows = async (tx: Tx, kind: string, rows: RawBuilder<unknown>): Promise<void> => {
  await sql`
    insert into recommendations (product_id, kind, other_product_id, score, evidence, computed_at)
    select product_id, ${kind}, other_product_id, least(1, score)::real, evidence, ${tx.now()} from (${rows}) as found where score > 0
    on conflict (product_id, kind, other_product_id) do update
      set score = excluded.score, evidence = excluded.evidence, computed_at = excluded.computed_at`.execute(tx.db)
}

/** A basket is everything one customer bought in two years: second-hand buyers come back for one record at a time. */
const purchases = (tx: Tx) => sql`
  select o.customer_id as basket, v.product_id as item from orders o join order_lines l on l.order_id = o.id join variants v on v.id = l.variant_id
  join products p on p.id = v.product_id and p.kind <> 'lot'
  where o.state <> 'cancelled' and o.placed_at > ${tx.now()}::timestamptz - make_interval(months => ${lookedBackMonths}::int)`

export const saveBought = (tx: Tx): Promise<void> =>
  saveRows(
    tx,
    'bought',
    sql`select item as product_id, other as other_product_id, score, jsonb_build_object('buyers', witnesses) as evidence
      from (${scoredPairs(purchases(tx), { perItemMax: perProductMax })}) as pairs`,
  )

/** Looked at one after the other, in either direction: steps take the place of baskets in the same cosine. */
export const saveViewed = (tx: Tx): Promise<void> =>
  saveRows(
    tx,
    'viewed',
    sql`with steps as materialized (
        select a, b, sum(count)::float8 as count from (
          select from_product_id as a, to_product_id as b, count from product_steps union all select to_product_id, from_product_id, count from product_steps) as both_ways
        group by a, b
      ), sums as (select a, sum(count) as count from steps group by a)
      select product_id, other_product_id, score, evidence from (
        select s.a as product_id, s.b as other_product_id, s.count / sqrt(one.count * two.count) * s.count / (s.count + 10) as score, '{}'::jsonb as evidence,
          row_number() over (partition by s.a order by s.count / sqrt(one.count * two.count) * s.count / (s.count + 10) desc, s.b) as place
        from steps s join sums one on one.a = s.a join sums two on two.a = s.b where s.count >= ${stepsMin}) as ranked
      where place <= ${perProductMax}`,
  )

const artistKey = sql`lower(left(p.artist, 200))`

/** Artists bought by the same people; of each the newest records on the shelf. */
export const saveByFans = (tx: Tx): Promise<void> =>
  saveRows(
    tx,
    'fans',
    sql`with purchases as (
        select bought.basket, ${artistKey} as item, p.artist from (${purchases(tx)}) as bought join products p on p.id = bought.item
        where names_somebody('artist', ${artistKey})
      ), pairs as materialized (
        select item, other, witnesses, score from (${scoredPairs(sql`select basket, item from purchases`, { perItemMax: artistsPerArtist })}) as scored
      )
      select p.id as product_id, picks.product_id as other_product_id, pairs.score, jsonb_build_object('artist', p.artist, 'buyers', pairs.witnesses) as evidence
      from pairs join products p on ${artistKey} = pairs.item and p.kind = 'record'
      cross join lateral (
        select s.product_id from shelf_items s join products o on o.id = s.product_id
        where lower(left(o.artist, 200)) = pairs.other and s.kind = 'record' group by s.product_id order by max(s.created_at) desc, s.product_id limit ${perFanArtist}
      ) as picks
      where picks.product_id <> p.id`,
  )

/** Only what stands on the shelf is worth keeping; newest first. `where` names the candidates `o` of the product `p`. */
const likeness = (where: RawBuilder<unknown>, evidence: RawBuilder<unknown>) => sql`
  select p.id as product_id, picks.id as other_product_id, 1.0 / (1 + picks.place) as score, ${evidence} as evidence
  from products p cross join lateral (
    select o.id, row_number() over (order by abs(coalesce(o.year, 0) - coalesce(p.year, 0)), o.created_at desc, o.id) as place
    from products o where o.id <> p.id and o.kind = 'record' and exists (select from shelf_items s where s.product_id = o.id) and ${where}
    order by place limit ${similarMax}
  ) as picks
  where p.kind = 'record'`

export const saveByArtist = (tx: Tx): Promise<void> =>
  saveRows(
    tx,
    'artist',
    likeness(
      sql`lower(left(o.artist, 200)) = ${artistKey} and names_somebody('artist', ${artistKey}) and lower(o.title) <> lower(p.title)`,
      sql`jsonb_build_object('artist', p.artist)`,
    ),
  )

export const saveByLabel = (tx: Tx): Promise<void> =>
  saveRows(
    tx,
    'label',
    likeness(
      sql`label_keys(o.label) && array[(label_keys(p.label))[1]] and names_somebody('label', (label_keys(p.label))[1])
        and lower(left(o.artist, 200)) <> ${artistKey} and abs(o.year - p.year) <= ${labelYears}::int`,
      sql`jsonb_build_object('label', (label_names(p.label))[1])`,
    ),
  )

/** Same first genre and decade. The newest of each crate are looked at, for there are always enough of them. */
export const saveByEra = (tx: Tx): Promise<void> =>
  saveRows(
    tx,
    'era',
    sql`with crates as materialized (
        select * from (
          select o.id, ${artistOf('o')} as artist, o.genres[1] as genre, (o.year / 10) * 10 as decade, o.medium,
            row_number() over (partition by o.genres[1], o.year / 10, o.medium order by o.created_at desc, o.id) as place
          from products o where o.kind = 'record' and o.year is not null and exists (select from shelf_items s where s.product_id = o.id)
        ) as ranked where place <= ${erasLookedAt}
      )
      select p.id as product_id, picks.id as other_product_id, 1.0 / (1 + picks.place) as score,
        jsonb_build_object('genre', p.genres[1], 'decade', (p.year / 10) * 10) as evidence
      from products p cross join lateral (
        select c.id, row_number() over (order by md5(c.id::text || p.id::text)) as place from crates c
        where c.genre = p.genres[1] and c.decade = (p.year / 10) * 10 and c.medium = p.medium and c.artist <> ${artistKey}
        order by place limit ${similarMax}
      ) as picks
      where p.kind = 'record'`,
  )

function artistOf(table: 'o') {
  return sql`lower(left(${sql.ref(`${table}.artist`)}, 200))`
}

/** What this run did not find again. */
export async function deleteOlder(tx: Tx): Promise<void> {
  await sql`delete from recommendations where computed_at < ${tx.now()}`.execute(tx.db)
}
