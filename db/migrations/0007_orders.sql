-- Carts hold copies; orders own lines, states and agreed totals.

create table carts (
  id uuid primary key,
  lang text not null default 'fr',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  order_id uuid
);
comment on column carts.order_id is 'Set once by the checkout that succeeded; a second submit of the same cart finds its order here.';

create table cart_lines (
  id uuid primary key,
  cart_id uuid not null references carts on delete cascade,
  variant_id uuid not null references variants,
  quantity integer not null check (quantity > 0),
  added_at timestamptz not null,
  unique (cart_id, variant_id)
);
create index cart_lines_variant on cart_lines (variant_id);

create table cart_line_units (
  cart_line_id uuid not null references cart_lines on delete cascade,
  unit_id uuid not null references units,
  primary key (cart_line_id, unit_id)
);
create index cart_line_units_unit on cart_line_units (unit_id);

create table orders (
  id uuid primary key,
  number text not null unique,
  source text not null,
  external_id text,
  state text not null check (state in ('placed', 'paid', 'packed', 'sent', 'cancelled')),
  customer_id uuid not null references customers,
  buyer jsonb not null,
  shipping_address jsonb not null,
  lang text not null default 'fr',
  delivery_method text not null,
  payment_method text not null,
  items_minor integer not null check (items_minor >= 0),
  delivery_minor integer not null check (delivery_minor >= 0),
  total_minor integer not null check (total_minor = items_minor + delivery_minor),
  access_token text not null unique,
  search_text text not null generated always as (lower(
    number || ' ' || coalesce(external_id, '') || ' ' || coalesce(buyer ->> 'name', '') || ' ' || coalesce(buyer ->> 'email', ''))) stored,
  placed_at timestamptz not null,
  updated_at timestamptz not null,
  unique (source, external_id)
);
comment on column orders.source is 'shop, api, or channel:<account id>.';
comment on column orders.external_id is 'The marketplace''s order number, the API caller''s Idempotency-Key, or the cart of a shop order: with source it makes every placing repeatable.';
comment on column orders.access_token is 'Opens the buyer''s tracking page; 128 random bits.';
alter table carts add constraint carts_order foreign key (order_id) references orders;
create index carts_order on carts (order_id);
create index orders_search on orders using gin (search_text gin_trgm_ops);
create index orders_newest on orders (placed_at desc, id);
create index orders_customer on orders (customer_id);
create index orders_open on orders (state, placed_at) where state in ('placed', 'paid', 'packed');

create table order_lines (
  id uuid primary key,
  order_id uuid not null references orders,
  position smallint not null,
  variant_id uuid references variants,
  external_line_id text,
  title text not null,
  detail text not null default '',
  quantity integer not null check (quantity > 0),
  unit_price_minor integer not null check (unit_price_minor >= 0),
  total_minor integer not null check (total_minor = unit_price_minor * quantity),
  unique (order_id, position)
);
comment on column order_lines.variant_id is 'Null when a marketplace sold something we do not know; such an order has an incident.';
create index order_lines_variant on order_lines (variant_id);

create table order_line_units (
  order_line_id uuid not null references order_lines,
  unit_id uuid not null references units,
  released_at timestamptz,
  primary key (order_line_id, unit_id)
);
comment on table order_line_units is 'The very copies sold. A live row (released_at null) has a live order claim on its unit.';
create unique index order_line_units_one_sale on order_line_units (unit_id) where released_at is null;
create index order_line_units_unit on order_line_units (unit_id);

create table order_events (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders,
  what text not null,
  from_state text,
  to_state text,
  data jsonb not null default '{}',
  at timestamptz not null,
  actor text not null
);
create index order_events_order on order_events (order_id, id);

create table checkouts (
  id uuid primary key,
  cart_id uuid not null references carts,
  order_id uuid not null unique,
  payment_id uuid,
  state text not null check (state in ('open', 'placed', 'abandoned')),
  request jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table checkouts is 'A payment attempt for a cart: written before the provider is asked, so that a crash at any moment can be finished or undone.';
create unique index checkouts_one_open on checkouts (cart_id) where state = 'open';
create index checkouts_cart on checkouts (cart_id);
create index checkouts_payment on checkouts (payment_id);
create index checkouts_open on checkouts (updated_at) where state = 'open';
