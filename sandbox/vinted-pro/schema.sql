create table if not exists vinted_items (
  position integer primary key autoincrement,
  id text not null unique,
  reference text not null,
  body text not null,
  status text not null,
  errors text not null default '[]',
  work text,
  work_body text,
  work_due_at text
) strict;
create index if not exists vinted_items_by_work on vinted_items (work_due_at);

create table if not exists vinted_orders (
  number integer primary key autoincrement,
  id text not null unique,
  item_id text not null references vinted_items (id),
  price_minor integer not null,
  buyer text not null,
  status text not null,
  created_at text not null,
  visible_at text not null,
  cancel_due_at text
) strict;

create table if not exists vinted_webhooks (
  id text primary key,
  url text not null unique,
  event_types text not null,
  signing_key text not null
) strict;
