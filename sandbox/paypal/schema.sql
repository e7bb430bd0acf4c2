create table if not exists paypal_orders (
  number integer primary key autoincrement,
  status text not null,
  amount_minor integer not null,
  currency text not null,
  custom_id text not null,
  description text not null,
  return_url text not null,
  cancel_url text not null,
  -- 1: the buyer's instrument is declined when it is asked.
  is_declined integer not null default 0,
  authorization_status text not null default '',
  capture_status text not null default '',
  refunded_minor integer not null default 0,
  created_at text not null
) strict;

create table if not exists paypal_refunds (
  number integer primary key autoincrement,
  order_number integer not null references paypal_orders,
  amount_minor integer not null,
  created_at text not null
) strict;

create table if not exists paypal_answers (
  request_id text not null,
  path text not null,
  status integer not null,
  answer text not null,
  primary key (request_id, path)
) strict;

create table if not exists paypal_tokens (
  token text primary key
) strict;

create table if not exists paypal_webhooks (
  id text primary key,
  url text not null unique
) strict;
