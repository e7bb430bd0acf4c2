import type { RawBuilder } from 'kysely'
import { sql } from '#platform/db'

/** People who bought hundreds of things (dealers) say little about what goes together, and cost the most. */
const basketItemsMax = 60
/** Witnesses a pair needs. */
const supportMin = 2
/** A pair with so many witnesses counts half of its cosine; chosen on the very groceries it is measured on, see the docs. */
const shrinkage = 10

export type PairOptions = { readonly supportMin?: number; readonly perItemMax: number }

/**
 * The pairs of `baskets` (rows: basket, item), scored: cosine of the two items' baskets, shrunk by the number of
 * witnesses. Rows: item, other, witnesses, lift, score; the best `perItemMax` of each item.
 */
export const scoredPairs = (baskets: RawBuilder<unknown>, options: PairOptions): RawBuilder<unknown> => sql`
  with held as materialized (select distinct basket, item from (${baskets}) as given),
  usual as materialized (
    select basket, item from (select basket, item, count(*) over (partition by basket) as items from held) as sized
    where items between 2 and ${basketItemsMax}::int
  ),
  spread as materialized (select item, count(*)::float8 as baskets from held group by item),
  total as (select count(distinct basket)::float8 as baskets from held),
  pairs as materialized (
    select a.item, b.item as other, count(*)::float8 as witnesses from usual a join usual b on b.basket = a.basket and b.item <> a.item
    group by a.item, b.item having count(*) >= ${options.supportMin ?? supportMin}::int
  ),
  scored as (
    select p.item, p.other, p.witnesses, p.witnesses * total.baskets / (a.baskets * b.baskets) as lift,
      p.witnesses / sqrt(a.baskets * b.baskets) * p.witnesses / (p.witnesses + ${shrinkage}::float8) as score
    from pairs p join spread a on a.item = p.item join spread b on b.item = p.other cross join total
  )
  select item, other, witnesses::int as witnesses, lift, score from (
    select *, row_number() over (partition by item order by score desc, other) as place from scored) as ranked
  where place <= ${options.perItemMax}::int`
