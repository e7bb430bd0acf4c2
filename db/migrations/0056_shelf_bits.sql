-- Counting under a filter without looking at every item: each item has a spot, each value of a facet the set of the spots it is
-- found at. What fails a filter is left out by `and`, and what remains is counted 2,048 items at a time.

alter table shelf_items add column spot integer;
update shelf_items s set spot = numbered.spot
  from (select variant_id, row_number() over (order by created_at, variant_id) - 1 as spot from shelf_items) as numbered
  where numbered.variant_id = s.variant_id;
alter table shelf_items alter column spot set not null, add constraint shelf_items_spot unique (spot);
comment on column shelf_items.spot is 'Where the item stands in the sets of shelf_bits: its bit is spot % 2048 of segment spot / 2048. Free spots are taken again.';

create table shelf_bits (
  facet text collate "C" not null,
  value text collate "C" not null,
  segment integer not null,
  bits bit(2048) not null,
  primary key (facet, value, segment)
) with (fillfactor = 60);
comment on table shelf_bits is 'The spots of the shelf items that carry a value of a facet, in segments that are rewritten in place. Kept by triggers of shelf_items.';

create function spot_bit(spot integer) returns bit(2048) language sql immutable parallel safe as
  $$ select set_bit(0::bit(2048), spot % 2048, 1) $$;

create view shelf_bits_now as
  select facet, value, spot / 2048 as segment, bit_or(spot_bit(spot)) as bits
  from shelf_items s cross join lateral shelf_item_facets(s) as carried where facet <> 'pieces' group by 1, 2, 3;

create function mark_shelf_items() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    update shelf_bits kept set bits = kept.bits & ~left_out.bits
    from (
      select facet, value, spot / 2048 as segment, bit_or(spot_bit(spot)) as bits
      from gone as s cross join lateral shelf_item_facets(s) as carried where facet <> 'pieces' group by 1, 2, 3
    ) as left_out
    where (kept.facet, kept.value, kept.segment) = (left_out.facet, left_out.value, left_out.segment);
  end if;
  if tg_op <> 'DELETE' then
    insert into shelf_bits as kept (facet, value, segment, bits)
    select facet, value, spot / 2048, bit_or(spot_bit(spot))
    from come as s cross join lateral shelf_item_facets(s) as carried where facet <> 'pieces' group by 1, 2, 3 order by 1, 2, 3
    on conflict (facet, value, segment) do update set bits = kept.bits | excluded.bits;
  end if;
  return null;
end $$;
create trigger shelf_bits_come after insert on shelf_items referencing new table as come for each statement execute function mark_shelf_items();
create trigger shelf_bits_gone after delete on shelf_items referencing old table as gone for each statement execute function mark_shelf_items();
create trigger shelf_bits_changed after update on shelf_items referencing old table as gone new table as come for each statement execute function mark_shelf_items();

insert into shelf_bits select * from shelf_bits_now;

-- The lowest free spots, as many as asked for. Every item has a kind: what no kind is found at is free.
create function free_shelf_spots(asked integer) returns table (nth bigint, spot integer) language sql stable as $$
  with taken as (select segment, bit_or(bits) as bits from shelf_bits where facet = 'kind' group by segment),
  free as (
    (select segment * 2048 + place as spot from taken cross join generate_series(0, 2047) as place
      where bit_count(bits) < 2048 and get_bit(bits, place) = 0 order by 1 limit asked)
    union all
    (select 2048 * (coalesce((select max(segment) from taken), -1) + 1) + place from generate_series(0, asked - 1) as place)
  )
  select row_number() over (order by spot), spot from free order by spot limit asked
$$;

-- As before, with a spot for what is new.
create or replace function refresh_shelf_items(p_variant_ids uuid[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('shelf_items'));
  if p_variant_ids is null then
    delete from shelf_items;
    delete from shelf_counts;
    delete from shelf_bits;
    insert into shelf_items select n.*, row_number() over (order by created_at, variant_id) - 1 from shelf_items_now n;
    return;
  end if;
  delete from shelf_items s where s.variant_id = any (p_variant_ids)
    and not exists (select from shelf_items_now n where n.variant_id = s.variant_id);
  insert into shelf_items as s
  with now as materialized (
    select n.*, s.spot, row_number() over (partition by s.spot is null order by n.variant_id) as nth
    from shelf_items_now n left join shelf_items s on s.variant_id = n.variant_id where n.variant_id = any (p_variant_ids)
  )
  select n.variant_id, n.product_id, n.kind, n.condition, n.medium, n.format, n.decade, n.country, n.grade, n.genres, n.price, n.price_minor,
    n.artist_order, n.piece_count, n.created_at, coalesce(n.spot, free.spot)
  from now n left join free_shelf_spots((select count(*)::int from now where spot is null)) free on n.spot is null and free.nth = n.nth
  on conflict (variant_id) do update set
    (product_id, kind, condition, medium, format, decade, country, grade, genres, price, price_minor, artist_order, piece_count, created_at) =
    (excluded.product_id, excluded.kind, excluded.condition, excluded.medium, excluded.format, excluded.decade, excluded.country, excluded.grade,
      excluded.genres, excluded.price, excluded.price_minor, excluded.artist_order, excluded.piece_count, excluded.created_at)
  where s is distinct from excluded;
end $$;
