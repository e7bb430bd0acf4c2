create table if not exists stripe_intents (
  number integer primary key autoincrement,
  status text not null,
  amount integer not null,
  currency text not null,
  capture_method text not null,
  description text not null,
  metadata text not null,
  descriptor text not null,
  return_url text not null default '',
  payment_method text not null default '',
  -- What the card will do: see cards.ts.
  card_outcome text not null default '',
  error text not null default '',
  captured_amount integer not null default 0,
  refunded_amount integer not null default 0,
  is_disputed integer not null default 0,
  created_at text not null,
  canceled_at text
) strict;

create table if not exists stripe_refunds (
  number integer primary key autoincrement,
  intent integer not null references stripe_intents,
  amount integer not null,
  status text not null,
  metadata text not null,
  created_at text not null
) strict;

create table if not exists stripe_answers (
  idempotency_key text primary key,
  fingerprint text not null,
  status integer not null,
  answer text not null
) strict;

create table if not exists stripe_endpoints (
  number integer primary key autoincrement,
  url text not null unique,
  secret text not null
) strict;
