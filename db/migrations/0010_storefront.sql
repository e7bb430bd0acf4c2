-- What stands in the shop's window, one narrow row per variant on sale, so that lists and facets need not look at every piece.

create table shelf_items (
  variant_id uuid primary key references variants on delete cascade,
  product_id uuid not null references products,
  kind text collate "C" not null,
  condition text not null,
  medium text collate "C" not null,
  format text collate "C" not null,
  decade text collate "C",
  country text collate "C" not null,
  grade text collate "C" not null,
  genres text[] not null,
  price text collate "C" not null,
  price_minor integer not null,
  artist_order text not null,
  piece_count integer not null,
  created_at timestamptz not null
);
comment on table shelf_items is 'Derived from catalogue, prices and stock when their events are delivered; shelf_items_now is the truth and `etal verify` compares. May lag: whoever shows an item asks stock whether it is still free.';
comment on column shelf_items.piece_count is 'Pieces on a shelf without an order claim; 0 for a lot, whose pieces belong to others.';
comment on column shelf_items.price is 'The facet''s value: a band in cents, the last without an upper end.';
comment on column shelf_items.grade is 'The facet''s value: new, ungraded or the media grade.';
create index shelf_items_product on shelf_items (product_id);
create index shelf_items_newest on shelf_items (created_at desc, variant_id);
create index shelf_items_price on shelf_items (price_minor, variant_id);
create index shelf_items_artist on shelf_items (artist_order, variant_id);

-- On sale is a priced variant with a piece on a shelf that no order has claimed; a lot, when that is true of all its pieces.
create view shelf_items_now as
  select v.id as variant_id, v.product_id, p.kind, v.condition, p.medium, p.format_word as format, (p.year / 10 * 10)::text as decade, p.country,
    case when v.condition = 'new' then 'new' else coalesce(v.media_grade, 'ungraded') end as grade,
    p.genres,
    (array['0-500', '500-1000', '1000-2000', '2000-5000', '5000-'])[width_bucket(lp.price_minor, '{500,1000,2000,5000}'::int[]) + 1] as price, lp.price_minor, left(lower(p.artist), 100) as artist_order, case when p.kind = 'lot' then 0 else pieces.count end as piece_count, v.created_at
  from variants v
  join products p on p.id = v.product_id
  join list_prices lp on lp.variant_id = v.id
  cross join lateral (
    select count(*) filter (where pl.kind = 'shelf' and c.id is null)::int as count, count(*)::int as all_count
    from (
      select u.id, u.place_id from units u where u.variant_id = v.id and p.kind <> 'lot'
      union all
      select u.id, u.place_id from lot_units lu join units u on u.id = lu.unit_id where lu.variant_id = v.id and p.kind = 'lot'
    ) u
    join places pl on pl.id = u.place_id
    left join claims c on c.unit_id = u.id and c.ended_at is null and c.kind = 'order'
  ) pieces
  where pieces.count > 0 and (p.kind <> 'lot' or pieces.count = pieces.all_count);

-- Brings the rows of these variants up to date, or all rows when null. The lock lets one caller compute at a time: of two
-- that know different states of a variant, the one that writes last has also read last.
create function refresh_shelf_items(p_variant_ids uuid[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('shelf_items'));
  if p_variant_ids is null then
    delete from shelf_items;
    delete from shelf_counts;
    insert into shelf_items select * from shelf_items_now;
    return;
  end if;
  delete from shelf_items s where s.variant_id = any (p_variant_ids)
    and not exists (select from shelf_items_now n where n.variant_id = s.variant_id);
  insert into shelf_items as s select * from shelf_items_now where variant_id = any (p_variant_ids)
  on conflict (variant_id) do update set
    (product_id, kind, condition, medium, format, decade, country, grade, genres, price, price_minor, artist_order, piece_count, created_at) =
    (excluded.product_id, excluded.kind, excluded.condition, excluded.medium, excluded.format, excluded.decade, excluded.country, excluded.grade,
      excluded.genres, excluded.price, excluded.price_minor, excluded.artist_order, excluded.piece_count, excluded.created_at)
  where s is distinct from excluded;
end $$;

create table shelf_counts (
  facet text collate "C" not null,
  value text collate "C" not null,
  count integer not null,
  primary key (facet, value)
);
comment on table shelf_counts is 'How many shelf items carry each value of a facet, for lists without a filter; facet pieces counts single pieces by medium. Kept by triggers of shelf_items.';

-- What one item adds to each facet. Volatile in name only: PostgreSQL 18 fails to plan it when it is inlined ("variable not found in
-- subplan target list").
create function shelf_item_facets(s shelf_items) returns table (facet text, value text, count integer) language sql volatile as $$
  select facet, value, count from (
    values ('medium', s.medium, 1), ('decade', s.decade, 1), ('grade', s.grade, 1), ('price', s.price, 1), ('format', s.format, 1),
      ('country', s.country, 1), ('kind', s.kind, 1), ('pieces', s.medium, s.piece_count)
    union all select 'genre', genre, 1 from unnest(s.genres) as genre) as counted (facet, value, count)
  where value <> '' and count <> 0
$$;

create view shelf_counts_now as
  select facet, value, sum(counted.count)::int as count from shelf_items s cross join lateral shelf_item_facets(s) as counted group by facet, value;

create function count_shelf_items() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into shelf_counts as kept (facet, value, count)
    select facet, value, -sum(counted.count)::int from gone as s cross join lateral shelf_item_facets(s) as counted group by facet, value order by facet, value
    on conflict (facet, value) do update set count = kept.count + excluded.count;
  end if;
  if tg_op <> 'DELETE' then
    insert into shelf_counts as kept (facet, value, count)
    select facet, value, sum(counted.count)::int from come as s cross join lateral shelf_item_facets(s) as counted group by facet, value order by facet, value
    on conflict (facet, value) do update set count = kept.count + excluded.count;
  end if;
  return null;
end $$;
create trigger shelf_items_come after insert on shelf_items referencing new table as come for each statement execute function count_shelf_items();
create trigger shelf_items_gone after delete on shelf_items referencing old table as gone for each statement execute function count_shelf_items();
create trigger shelf_items_changed after update on shelf_items referencing old table as gone new table as come for each statement execute function count_shelf_items();

select refresh_shelf_items(null);
