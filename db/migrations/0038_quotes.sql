-- Quotes: asked for by a visitor, priced by a person, holding the pieces until their date.

create table quotes (
  id uuid primary key,
  number text not null unique,
  access_token text not null unique,
  state text not null check (state in ('requested', 'sent', 'accepted', 'declined', 'expired')),
  company text not null default '',
  buyer jsonb not null,
  address jsonb,
  lang text not null,
  wish text not null default '',
  wanted_by date,
  valid_until date,
  note text not null default '',
  delivery_minor integer not null default 0 check (delivery_minor >= 0),
  order_id uuid references orders,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on column quotes.valid_until is 'The last day, in Paris, on which it may be accepted; the claims of its pieces (holder quote:<id>) end with it.';
create index quotes_order on quotes (order_id);
create index quotes_open on quotes (valid_until) where state = 'sent';

create table quote_lines (
  id uuid primary key,
  quote_id uuid not null references quotes,
  position smallint not null,
  variant_id uuid not null references variants,
  title text not null,
  detail text not null,
  quantity integer not null check (quantity > 0),
  unit_price_minor integer not null check (unit_price_minor >= 0),
  unique (quote_id, position)
);
create index quote_lines_variant on quote_lines (variant_id);

create table quote_events (
  id bigint generated always as identity primary key,
  quote_id uuid not null references quotes,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  actor text not null
);
create index quote_events_quote on quote_events (quote_id, id);
