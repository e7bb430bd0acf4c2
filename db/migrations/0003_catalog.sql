-- What things are (products) and what is sold (variants).

create text search configuration music (copy = simple);
alter text search configuration music alter mapping for hword, hword_part, word with unaccent, simple;

create table products (
  id uuid primary key,
  kind text not null check (kind in ('record', 'lot', 'other')),
  title text not null check (title <> ''),
  artist text not null default '',
  label text not null default '',
  catalogue_number text not null default '',
  format text not null default '',
  format_word text not null default '',
  medium text not null default 'other' check (medium in ('vinyl', 'cd', 'cassette', 'other')),
  year smallint check (year between 1860 and 2100),
  country text not null default '',
  genres text[] not null default '{}',
  styles text[] not null default '{}',
  barcode text not null default '',
  discogs_release_id bigint unique,
  attributes jsonb not null default '{}',
  slug text not null unique,
  search tsvector,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on column products.artist is 'As a person reads it: Discogs'' "(2)" disambiguation is removed and kept in attributes.discogsArtist.';
comment on column products.format is 'As the source says it, e.g. 2xLP, Album, RE.';
comment on column products.format_word is 'The carrier in one word, derived from format by catalog/formats.ts: LP, 2xLP, 7", 10", 12", CD, 2xCD, Cass, Box or empty. Facets and starting prices use it.';
comment on column products.attributes is 'Free attributes for goods other than music, and what an import knew beyond our columns.';

-- Only letters and digits: 'AC/DC' and 'L''Aigle' are two words each, whatever PostgreSQL's parser thinks of paths and hosts.
create function music_vector(text text) returns tsvector language sql immutable parallel safe as
  $$ select to_tsvector('music', regexp_replace(text, '[^[:alnum:]]+', ' ', 'g')) $$;

create function products_search() returns trigger language plpgsql as $$
begin
  new.search :=
    setweight(music_vector(new.artist || ' ' || new.title), 'A') ||
    setweight(music_vector(new.label || ' ' || new.catalogue_number || ' ' || array_to_string(new.genres || new.styles, ' ')), 'B') ||
    setweight(music_vector(concat_ws(' ', new.year, new.format, new.country, new.barcode,
      case new.medium when 'vinyl' then 'vinyle vinyl disque record' when 'cd' then 'cd' when 'cassette' then 'cassette k7 tape' else '' end)), 'D');
  return new;
end $$;
create trigger products_search before insert or update on products for each row execute function products_search();

create table product_words (
  word text primary key
);
comment on table product_words is 'Every word of an artist, title or label, so that a mistyped word finds its neighbours. Words are never removed: a suggestion is tried before it is shown.';
create index product_words_trigram on product_words using gin (word gin_trgm_ops);

create function record_product_words() returns trigger language plpgsql as $$
begin
  insert into product_words (word)
  select distinct lexeme from written, unnest(tsvector_to_array(ts_filter(search, '{a,b}'))) as lexeme
  where length(lexeme) between 3 and 40
  order by 1
  on conflict do nothing;
  return null;
end $$;
create trigger products_words_added after insert on products referencing new table as written
  for each statement execute function record_product_words();
create trigger products_words_changed after update on products referencing new table as written
  for each statement execute function record_product_words();

-- Two pressings of one work share this key; hashed because titles may be longer than an index entry.
create function work_key(artist text, title text) returns text language sql immutable parallel safe as
  $$ select md5(lower(artist) || chr(31) || lower(title)) $$;
create index products_work on products (work_key(artist, title));

create index products_search on products using gin (search) with (fastupdate = off);
create index products_artist on products (lower(left(artist, 200)));
create index products_genres on products using gin (genres);
create index products_newest on products (created_at desc, id);
create index products_barcode on products (barcode) where barcode <> '';

create table variants (
  id uuid primary key,
  product_id uuid not null references products,
  sku text not null unique,
  condition text not null check (condition in ('new', 'used')),
  media_grade text check (media_grade in ('M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P')),
  sleeve_grade text check (sleeve_grade in ('M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P', 'generic', 'none')),
  media_note text not null default '',
  sleeve_note text not null default '',
  play_note text not null default '',
  comment text not null default '',
  private_note text not null default '',
  graded_by text,
  graded_at timestamptz,
  weight_grams integer not null check (weight_grams > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table variants is 'What is sold: a used copy is a variant with one unit; fifty new copies are one variant with fifty units; a lot is a variant whose units belong to others.';
comment on column variants.media_grade is 'Goldmine scale. Null means not graded yet: sold in the own shop as such, never on a channel that asks for a grade.';
create index variants_product on variants (product_id);
create index variants_newest on variants (created_at desc, id);

create table photos (
  id uuid primary key,
  variant_id uuid not null references variants,
  position smallint not null,
  file_key text not null,
  width integer not null,
  height integer not null,
  created_at timestamptz not null,
  unique (variant_id, position)
);
