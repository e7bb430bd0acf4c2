create table if not exists testcard_authorizations (
  number integer primary key autoincrement,
  payment_id text not null unique,
  reference text not null,
  status text not null,
  decline_code text,
  amount integer not null,
  currency text not null,
  captured_amount integer not null default 0,
  refunded_amount integer not null default 0,
  last4 text not null,
  created_at text not null
) strict;

create table if not exists testcard_answers (
  idempotency_key text primary key,
  fingerprint text not null,
  status integer not null,
  answer text not null
) strict;
