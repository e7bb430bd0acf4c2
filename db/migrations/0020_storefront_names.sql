-- Artists and labels have a page each: its address is given once and stays.

create table storefront_names (
  kind text not null check (kind in ('artist', 'label')),
  key text not null,
  slug text not null,
  name text not null,
  primary key (kind, key),
  unique (kind, slug)
);
comment on table storefront_names is 'Every artist and label that ever stood on a shelf. Rows are never removed and slugs never change; a name no product bears any more has no page.';
comment on column storefront_names.key is 'The name in lower case, its first 200 characters. Spellings that differ otherwise stay apart: nobody guesses that two names are one artist.';

-- Several labels stand in one text, "CBS, Columbia"; the comma of "Motown Record Company, Inc." separates nothing.
create function label_names(label text) returns text[] language sql immutable parallel safe as $$
  select array(select left(btrim(name), 200) from unnest(regexp_split_to_array(label, ',(?! *(?:inc|ltd|llc|co|corp)\M)', 'i')) as name where btrim(name) <> '')
$$;
-- The same in lower case; written out, because an index may call nothing that is ours from within.
create function label_keys(label text) returns text[] language sql immutable parallel safe as $$
  select array(select lower(left(btrim(name), 200)) from unnest(regexp_split_to_array(label, ',(?! *(?:inc|ltd|llc|co|corp)\M)', 'i')) as name where btrim(name) <> '')
$$;
create index products_labels on products using gin (label_keys(label)) with (fastupdate = off);

-- What sources write where there is no artist or no label.
create function names_somebody(kind text, key text) returns boolean language sql immutable parallel safe as $$
  select key <> '' and case kind
    when 'artist' then key !~ '^(various|various artists|various artist|divers|divers artistes|artistes divers|varios|varios artistas|v\.?/?a\.?|unknown|unknown artist|inconnu|artiste inconnu|no artist|anonymous|anonyme)$'
    else key !~ '^(not on label\M.*|none|no label|sans label|unknown|unknown label|inconnu|label inconnu|self[- ]released|autoproduction|white label|n/?a|-+)$' end
$$;

create function name_slug(name text) returns text language sql stable parallel safe as
  $$ select btrim(left(regexp_replace(unaccent(lower(name)) collate "C", '[^a-z0-9]+', '-', 'g'), 70), '-') $$;

-- Gives an address to the new artists and labels among these variants on the shelf, or among all when null. The first to come
-- gets the plain slug; who would share it, or has none in Latin letters, gets some of its hash. The lock lets one caller choose at a time.
create function record_storefront_names(p_variant_ids uuid[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('storefront_names'));
  insert into storefront_names (kind, key, slug, name)
  with shown as materialized (
    select distinct p.artist, p.label from shelf_items s join products p on p.id = s.product_id
    where p_variant_ids is null or s.variant_id = any (p_variant_ids)
  )
  select kind, key, case when plain = '' then left(md5(key), 8) when is_first then plain else plain || '-' || left(md5(key), 6) end, name
  from (
    select *, row_number() over (partition by kind, plain order by key) = 1
        and not exists (select from storefront_names taken where taken.kind = fresh.kind and taken.slug = plain) as is_first
    from (
      select distinct on (kind, key) kind, key, name, name_slug(name) as plain
      from (
        select 'artist' as kind, lower(left(artist, 200)) as key, left(artist, 200) as name from shown
        union all
        select 'label', lower(name), name from shown, unnest(label_names(label)) as name
      ) as said
      where names_somebody(kind, key) and not exists (select from storefront_names known where known.kind = said.kind and known.key = said.key)
      order by kind, key, name
    ) as fresh
  ) as chosen
  on conflict do nothing;
end $$;

select record_storefront_names(null);
