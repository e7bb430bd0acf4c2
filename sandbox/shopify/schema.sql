create table if not exists shopify_definitions (
  namespace text not null,
  key text not null,
  primary key (namespace, key)
) strict;

create table if not exists shopify_products (
  id integer primary key autoincrement,
  sku_field text unique,
  title text not null,
  description text not null,
  vendor text not null,
  status text not null,
  is_published integer not null default 0,
  sku text not null,
  barcode text not null,
  price_minor integer not null,
  available integer not null,
  updated_at text not null
) strict;

create table if not exists shopify_media (
  id integer primary key autoincrement,
  source text not null
) strict;

create table if not exists shopify_product_media (
  product_id integer not null,
  media_id integer not null,
  position integer not null,
  primary key (product_id, position)
) strict;

create table if not exists shopify_uploads (
  id text primary key,
  is_done integer not null default 0
) strict;

create table if not exists shopify_keys (
  key text primary key,
  parameters text not null,
  answer text not null
) strict;

create table if not exists shopify_orders (
  id integer primary key autoincrement,
  buyer text not null,
  is_paid integer not null,
  shipping_minor integer not null,
  refunded_minor integer not null default 0,
  cancel_reason text,
  cancelled_at text,
  tracking text,
  fulfilled_at text,
  created_at text not null,
  updated_at text not null,
  visible_at text not null
) strict;
create index if not exists shopify_orders_by_change on shopify_orders (updated_at, id);

create table if not exists shopify_lines (
  id integer primary key autoincrement,
  order_id integer not null references shopify_orders,
  sku text not null,
  title text not null,
  quantity integer not null,
  refunded integer not null default 0,
  price_minor integer not null
) strict;
create index if not exists shopify_lines_by_order on shopify_lines (order_id);

create table if not exists shopify_webhooks (
  id integer primary key autoincrement,
  topic text not null,
  uri text not null,
  unique (topic, uri)
) strict;
