create table if not exists discogs_releases (
  id integer primary key,
  artist text not null,
  title text not null,
  label text not null,
  catno text not null,
  format text not null,
  year integer not null,
  country text not null
) strict;

create table if not exists discogs_listings (
  id integer primary key autoincrement,
  release_id integer not null,
  status text not null,
  condition text not null,
  sleeve_condition text not null,
  price_minor integer not null,
  comments text not null,
  allow_offers integer not null,
  external_id text not null,
  location text not null,
  weight integer not null,
  format_quantity integer not null,
  posted text not null
) strict;
create index if not exists discogs_listings_by_status on discogs_listings (status, id);
create index if not exists discogs_listings_by_release on discogs_listings (release_id, status);

create table if not exists discogs_orders (
  number integer primary key autoincrement,
  status text not null,
  buyer text not null,
  shipping_address text not null,
  additional_instructions text not null,
  shipping_method text not null,
  shipping_minor integer not null,
  archived integer not null default 0,
  tracking text,
  created text not null,
  last_activity text not null,
  visible_at text not null
) strict;
create index if not exists discogs_orders_by_activity on discogs_orders (last_activity);

create table if not exists discogs_order_items (
  order_number integer not null references discogs_orders,
  listing_id integer not null,
  release_id integer not null,
  condition text not null,
  sleeve_condition text not null,
  price_minor integer not null,
  primary key (order_number, listing_id)
) strict;

create table if not exists discogs_messages (
  id integer primary key autoincrement,
  order_number integer not null references discogs_orders,
  message text not null
) strict;
create index if not exists discogs_messages_by_order on discogs_messages (order_number, id);

create table if not exists discogs_jobs (
  id integer primary key autoincrement,
  kind text not null,
  type text not null,
  filename text not null,
  csv text not null,
  results text not null,
  created_at text not null,
  finishes_at text not null,
  finished_at text
) strict;
