-- Delivery methods as rules: what may travel how, when it arrives, where it can be collected.

alter table delivery_methods drop constraint delivery_methods_kind_check;
alter table delivery_methods
  add constraint delivery_methods_kind_check check (kind in ('letter', 'relay', 'home', 'pickup', 'stall')),
  add column value_minor_max integer check (value_minor_max > 0),
  add column media text[],
  add column handling_days smallint not null default 1 check (handling_days between 0 and 30),
  add column transit_days_min smallint not null default 0 check (transit_days_min between 0 and 60),
  add column transit_days_max smallint not null default 0,
  add column cut_off text not null default '14:00' check (cut_off ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  add column carrier text,
  add column updated_at timestamptz not null default now(),
  add column updated_by text not null default 'system',
  add constraint delivery_methods_transit_check check (transit_days_min <= transit_days_max and transit_days_max <= 90);
comment on column delivery_methods.kind is 'pickup is click-and-collect at the shop, stall is pick-up on a market day.';
comment on column delivery_methods.value_minor_max is 'Only for goods worth at most this much, e.g. letters: their insurance ends there. Null: any value.';
comment on column delivery_methods.media is 'Only for carts that hold nothing but these media; null: any.';
comment on column delivery_methods.handling_days is 'Working days (Monday to Friday, not a public holiday) from order to departure; an order after cut_off counts from the next one.';
comment on column delivery_methods.transit_days_min is 'Days of delivery (Monday to Saturday, not a public holiday) from departure to arrival.';
comment on column delivery_methods.carrier is 'Whose relay points are searched, in the words of the relay directory.';

update delivery_methods set value_minor_max = 2500, transit_days_min = 2, transit_days_max = 3 where code = 'letter';
update delivery_methods set transit_days_min = 3, transit_days_max = 5, carrier = 'mondial_relay' where code = 'relay';
update delivery_methods set transit_days_min = 2, transit_days_max = 3 where code = 'home';
update delivery_methods set handling_days = 1, cut_off = '16:00' where code = 'pickup';
insert into delivery_methods (code, kind, countries, position, handling_days, cut_off) values ('stall', 'stall', '{FR}', 5, 1, '16:00');
insert into delivery_rates values ('stall', 30000, 0);

create table delivery_method_events (
  id bigint generated always as identity primary key,
  method_code text not null references delivery_methods,
  data jsonb not null,
  at timestamptz not null,
  actor text not null
);
comment on table delivery_method_events is 'Every saved version of a delivery method with its prices, append-only.';
create index delivery_method_events_method on delivery_method_events (method_code, id);

create table collection_hours (
  id uuid primary key,
  weekday smallint not null check (weekday between 0 and 6),
  opens_at text not null check (opens_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes_at text not null check (closes_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  check (opens_at < closes_at),
  unique (weekday, opens_at)
);
comment on table collection_hours is 'When orders can be collected at the shop; 0 is Sunday, times are the clock of Europe/Paris. Each window is cut into slots of an hour.';
insert into collection_hours (id, weekday, opens_at, closes_at)
  select gen_random_uuid(), day, hours.opens, hours.closes from generate_series(2, 6) as day, (values ('10:00', '13:00'), ('14:00', '18:00')) as hours (opens, closes);

create table relay_points (
  id text primary key,
  carrier text not null,
  data jsonb not null,
  seen_at timestamptz not null
);
comment on table relay_points is 'Every relay point a search answered, so that a chosen one is known although the directory is away. Its id is the directory''s.';
create table relay_searches (
  key text primary key,
  point_ids text[] not null,
  distances integer[] not null,
  found_at timestamptz not null
);
comment on table relay_searches is 'Answers of the relay directory by carrier, country, postcode and town; used for a day, longer while the directory is away.';

create table order_deliveries (
  order_id uuid primary key references orders,
  kind text not null check (kind in ('relay', 'pickup', 'stall')),
  data jsonb not null,
  collect_day date,
  market_day_id uuid references market_days,
  ready_at timestamptz,
  ready_by text,
  check ((kind = 'stall') = (market_day_id is not null)),
  check ((kind = 'relay') = (collect_day is null)),
  check ((ready_at is null) = (ready_by is null))
);
comment on table order_deliveries is 'What the buyer chose beside the method: the relay point as it was, the slot, or the market day.';
comment on column order_deliveries.ready_at is 'When the buyer was told that the order can be collected.';
create index order_deliveries_market_day on order_deliveries (market_day_id);
create index order_deliveries_collect on order_deliveries (collect_day) where ready_at is null;
