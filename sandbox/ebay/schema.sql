create table if not exists ebay_tokens (
  token text primary key,
  kind text not null,
  expires_at text not null
) strict;

create table if not exists ebay_items (
  sku text primary key,
  locale text not null,
  quantity integer,
  document text not null
) strict;

create table if not exists ebay_offers (
  id integer primary key autoincrement,
  sku text not null,
  marketplace_id text not null,
  format text not null,
  quantity integer,
  document text not null,
  listing_id integer,
  unique (sku, marketplace_id, format)
) strict;
create unique index if not exists ebay_offers_by_listing on ebay_offers (listing_id);

create table if not exists ebay_listings (
  id integer primary key autoincrement,
  offer_id integer not null,
  sku text not null,
  title text not null,
  price_minor integer not null,
  condition text not null,
  sold_quantity integer not null default 0,
  started_at text not null,
  ended_at text
) strict;
create index if not exists ebay_listings_by_end on ebay_listings (ended_at, id);

create table if not exists ebay_revisions (
  listing_id integer not null,
  day text not null,
  count integer not null,
  primary key (listing_id, day)
) strict;

create table if not exists ebay_locations (
  key text primary key,
  status text not null,
  document text not null
) strict;

create table if not exists ebay_policies (
  id integer primary key autoincrement,
  kind text not null,
  marketplace_id text not null,
  name text not null,
  document text not null,
  unique (kind, marketplace_id, name)
) strict;

create table if not exists ebay_programs (program text primary key) strict;

create table if not exists ebay_images (
  id text primary key,
  url text not null,
  expires_at text not null
) strict;

create table if not exists ebay_orders (
  number integer primary key autoincrement,
  id text not null unique,
  buyer text not null,
  listing_id integer not null,
  sku text not null,
  title text not null,
  quantity integer not null,
  price_minor integer not null,
  delivery_minor integer not null,
  refunded_minor integer not null default 0,
  refunds text not null default '[]',
  cancellation text,
  created_at text not null,
  modified_at text not null,
  visible_at text not null
) strict;
create index if not exists ebay_orders_by_creation on ebay_orders (created_at);
create index if not exists ebay_orders_by_change on ebay_orders (modified_at);

create table if not exists ebay_fulfillments (
  id text primary key,
  order_number integer not null references ebay_orders,
  quantity integer not null,
  carrier text,
  tracking text,
  shipped_at text not null
) strict;

create table if not exists ebay_cancellations (
  id integer primary key autoincrement,
  order_number integer not null unique references ebay_orders,
  reason text not null,
  created_at text not null
) strict;

create table if not exists ebay_notification_config (alert_email text not null) strict;

create table if not exists ebay_destinations (
  id text primary key,
  name text not null,
  status text not null,
  endpoint text not null unique,
  token text not null
) strict;

create table if not exists ebay_subscriptions (
  id text primary key,
  topic text not null,
  status text not null,
  destination_id text not null references ebay_destinations,
  schema_version text not null,
  created_at text not null,
  unique (topic, destination_id)
) strict;

create table if not exists ebay_keys (
  kid text primary key,
  private_pem text not null,
  public_pem text not null
) strict;

create table if not exists ebay_cancellation_requests (
  order_number integer primary key references ebay_orders,
  requested_at text not null
) strict;
