-- Collections: products that belong together, by hand or by a rule. Banners: what the home page puts in front.

create table collections (
  id uuid primary key,
  kind text not null check (kind in ('picked', 'rule')),
  rule jsonb not null default '{}',
  is_shown boolean not null default false,
  picture_key text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null
);
comment on column collections.rule is 'What a product must be; every condition that is there must hold. Empty for picked ones.';
comment on column collections.version is 'Counts the saves: who saves an older one is refused.';

create table collection_texts (
  collection_id uuid not null references collections,
  lang text not null,
  slug text not null,
  title text not null,
  intro text not null,
  primary key (collection_id, lang)
);
comment on column collection_texts.intro is 'Markdown.';

create table collection_slugs (
  lang text not null,
  slug text not null,
  collection_id uuid not null references collections,
  primary key (lang, slug)
);
comment on table collection_slugs is 'Every address a collection ever had, so that old links lead to the new one.';
create index collection_slugs_collection on collection_slugs (collection_id);

create table collection_picks (
  collection_id uuid not null references collections,
  product_id uuid not null references products,
  position integer not null,
  primary key (collection_id, product_id)
);
create index collection_picks_product on collection_picks (product_id);

create table collection_events (
  id bigint generated always as identity primary key,
  collection_id uuid not null references collections,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  by text not null
);
create index collection_events_collection on collection_events (collection_id, id);

-- What belongs to a collection, on sale or not: the one place that reads rules. Lists, the home page and promotions join it.
create function collection_variants(p_collection_id uuid) returns table (variant_id uuid, place integer) language sql stable as $$
  select v.id, cp.position from collection_picks cp join variants v on v.product_id = cp.product_id where cp.collection_id = p_collection_id
  union all
  select v.id, 0
  from collections c
  join products p on true
  join variants v on v.product_id = p.id
  left join list_prices lp on lp.variant_id = v.id
  where c.id = p_collection_id and c.kind = 'rule' and p.kind <> 'lot'
    and (c.rule -> 'media' is null or c.rule -> 'media' ? p.medium)
    and (c.rule -> 'genres' is null or exists (select from unnest(p.genres || p.styles) g where c.rule -> 'genres' ? g))
    and (c.rule -> 'decades' is null or c.rule -> 'decades' @> to_jsonb(p.year / 10 * 10))
    and (c.rule -> 'countries' is null or c.rule -> 'countries' ? p.country)
    and (c.rule -> 'labels' is null or exists (select from unnest(label_names(p.label)) l, jsonb_array_elements_text(c.rule -> 'labels') wanted where lower(l) = lower(wanted)))
    and (c.rule -> 'condition' is null or c.rule ->> 'condition' = v.condition)
    and (c.rule -> 'grade' is null or v.condition = 'new' or
      array_position(array['M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P'], v.media_grade) <=
      array_position(array['M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P'], c.rule ->> 'grade'))
    and (c.rule -> 'priceMinMinor' is null or lp.price_minor >= (c.rule ->> 'priceMinMinor')::int)
    and (c.rule -> 'priceMaxMinor' is null or lp.price_minor <= (c.rule ->> 'priceMaxMinor')::int)
    and (c.rule -> 'addedSinceDays' is null or v.created_at >= now() - make_interval(days => (c.rule ->> 'addedSinceDays')::int))
$$;

create table banners (
  id uuid primary key,
  position integer not null,
  is_on boolean not null,
  target text not null,
  texts jsonb not null,
  picture_key text,
  tone text not null check (tone in ('stall', 'accent', 'highlight', 'ink')),
  starts_at timestamptz,
  ends_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  check (ends_at > starts_at)
);
comment on column banners.target is 'Where it leads. A product, a collection or a search must have something left on sale, or the banner does not appear.';
comment on column banners.texts is 'By language: title, text, button.';

create table banner_events (
  id bigint generated always as identity primary key,
  banner_id uuid not null,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  by text not null
);
comment on column banner_events.banner_id is 'Not a foreign key: a banner may be taken away, what happened to it stays.';
create index banner_events_banner on banner_events (banner_id, id);
