-- Who refreshes the shelf learns whether it changed: a copy that is merely held stays on it, and lists with their counts stay true.

drop function refresh_shelf_items(uuid[]);
create function refresh_shelf_items(p_variant_ids uuid[]) returns boolean language plpgsql as $$
declare
  gone_count integer;
  come_count integer;
begin
  perform pg_advisory_xact_lock(hashtext('shelf_items'));
  if p_variant_ids is null then
    delete from shelf_items;
    delete from shelf_counts;
    delete from shelf_bits;
    insert into shelf_items select n.*, row_number() over (order by created_at, variant_id) - 1 from shelf_items_now n;
    return true;
  end if;
  delete from shelf_items s where s.variant_id = any (p_variant_ids)
    and not exists (select from shelf_items_now n where n.variant_id = s.variant_id);
  get diagnostics gone_count = row_count;
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
  get diagnostics come_count = row_count;
  return gone_count + come_count > 0;
end $$;
