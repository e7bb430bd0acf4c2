create table if not exists woocommerce_products (
  id integer primary key autoincrement,
  sku text not null,
  status text not null,
  stock_quantity integer,
  total_sales integer not null default 0,
  document text not null,
  created_at text not null,
  modified_at text not null
) strict;
create index if not exists woocommerce_products_by_sku on woocommerce_products (sku);

create table if not exists woocommerce_images (
  id integer primary key autoincrement,
  src text not null,
  created_at text not null
) strict;

create table if not exists woocommerce_categories (
  id integer primary key autoincrement,
  name text not null,
  slug text not null unique
) strict;

create table if not exists woocommerce_orders (
  id integer primary key autoincrement,
  status text not null,
  document text not null,
  created_at text not null,
  modified_at text not null,
  visible_at text not null
) strict;
create index if not exists woocommerce_orders_by_change on woocommerce_orders (modified_at);
create index if not exists woocommerce_orders_by_status on woocommerce_orders (status, created_at);

create table if not exists woocommerce_refunds (
  id integer primary key autoincrement,
  order_id integer not null references woocommerce_orders,
  document text not null,
  created_at text not null
) strict;
create index if not exists woocommerce_refunds_by_order on woocommerce_refunds (order_id);

create table if not exists woocommerce_notes (
  id integer primary key autoincrement,
  order_id integer not null references woocommerce_orders,
  note text not null,
  is_customer_note integer not null,
  created_at text not null
) strict;
create index if not exists woocommerce_notes_by_order on woocommerce_notes (order_id);

create table if not exists woocommerce_webhooks (
  id integer primary key autoincrement,
  name text not null,
  status text not null,
  topic text not null,
  delivery_url text not null,
  secret text not null,
  failure_count integer not null default 0,
  created_at text not null,
  modified_at text not null
) strict;
