-- Prices are integer euro cents, all taxes included.

create table list_prices (
  variant_id uuid primary key references variants,
  price_minor integer not null check (price_minor > 0),
  set_at timestamptz not null,
  set_by text not null
);

create index list_prices_price on list_prices (price_minor);

create table price_changes (
  id bigint generated always as identity primary key,
  variant_id uuid not null references variants,
  previous_minor integer,
  price_minor integer not null,
  reason text not null,
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table price_changes is 'Append-only history; the 30-day prior price of a reduction is read from here.';
create index price_changes_variant on price_changes (variant_id, id);

create table channel_price_rules (
  channel text primary key,
  markup_basis_points integer not null default 0 check (markup_basis_points between -9000 and 100000),
  markup_minor integer not null default 0,
  rounding text not null default 'none' check (rounding in ('none', '10-cents', '50-cents', 'euro', 'euro-minus-10')),
  updated_at timestamptz not null,
  updated_by text not null
);
comment on table channel_price_rules is 'How a list price becomes a channel''s price: list × (1 + markup) + markup_minor, then rounded up.';

create table starting_prices (
  medium text not null,
  format_word text not null,
  price_minor integer not null check (price_minor > 0),
  primary key (medium, format_word)
);
comment on table starting_prices is 'First price of a copy that arrives without one; format_word '''' is the medium''s default.';
insert into starting_prices values
  ('vinyl', '', 1500), ('vinyl', '7"', 500), ('vinyl', '10"', 1200), ('vinyl', '12"', 900), ('vinyl', '2xLP', 2200), ('vinyl', 'Box', 4500),
  ('cd', '', 600), ('cd', '2xCD', 900), ('cassette', '', 500), ('other', '', 1000);

create table delivery_methods (
  code text primary key,
  kind text not null check (kind in ('letter', 'relay', 'home', 'pickup')),
  countries text[] not null,
  position smallint not null,
  is_active boolean not null default true
);
create table delivery_rates (
  method_code text not null references delivery_methods,
  weight_grams_max integer not null check (weight_grams_max > 0),
  price_minor integer not null check (price_minor >= 0),
  primary key (method_code, weight_grams_max)
);
comment on table delivery_rates is 'What the buyer pays by total weight, packing included; the first row that carries the weight applies.';
insert into delivery_methods values
  ('letter', 'letter', '{FR}', 1), ('relay', 'relay', '{FR,BE,LU,ES,NL,PT}', 2), ('home', 'home', '{FR,BE,LU,ES,NL,PT,DE,IT,AT,IE}', 3), ('pickup', 'pickup', '{FR}', 4);
insert into delivery_rates values
  ('letter', 250, 450), ('letter', 500, 590),
  ('relay', 500, 410), ('relay', 1000, 510), ('relay', 3000, 690), ('relay', 5000, 990), ('relay', 15000, 1490), ('relay', 30000, 2190),
  ('home', 500, 690), ('home', 1000, 890), ('home', 2000, 990), ('home', 5000, 1490), ('home', 10000, 2190), ('home', 30000, 3290),
  ('pickup', 30000, 0);
