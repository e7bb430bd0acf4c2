create table if not exists mirakl_products (
  ean text primary key,
  title text not null,
  is_known integer not null
) strict;

create table if not exists mirakl_offers (
  id integer primary key autoincrement,
  shop_sku text not null unique,
  ean text not null,
  state_code text not null,
  price_minor integer not null,
  quantity integer not null,
  description text not null,
  internal_description text not null,
  leadtime_to_ship integer not null,
  logistic_class text not null
) strict;

create table if not exists mirakl_imports (
  id integer primary key autoincrement,
  kind text not null,
  lines text not null,
  created_at text not null,
  ends_at text not null,
  report text
) strict;
create index if not exists mirakl_imports_by_end on mirakl_imports (report, ends_at);

create table if not exists mirakl_orders (
  number integer primary key autoincrement,
  id text not null unique,
  state text not null,
  buyer text not null,
  shipping_minor integer not null,
  tracking text,
  created_at text not null,
  updated_at text not null,
  decided_at text,
  debit_due_at text,
  visible_at text not null
) strict;
create index if not exists mirakl_orders_by_change on mirakl_orders (updated_at);

create table if not exists mirakl_order_lines (
  id text primary key,
  order_number integer not null references mirakl_orders,
  offer_id integer not null,
  shop_sku text not null,
  ean text not null,
  title text not null,
  state_code text not null,
  state text not null,
  quantity integer not null,
  price_minor integer not null,
  shipping_minor integer not null,
  reason_code text
) strict;
create index if not exists mirakl_order_lines_by_order on mirakl_order_lines (order_number);
