-- Buyers, and money owed to us. payments knows an amount and a reference, never an order.

create table customers (
  id uuid primary key,
  source text not null,
  external_id text,
  email text,
  name text not null,
  phone text not null default '',
  lang text not null default 'fr',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (source, external_id)
);
comment on column customers.source is 'shop, or the channel whose buyer this is; marketplaces give no usable e-mail address, so buyers are told apart by (source, external_id).';
create unique index customers_shop_email on customers (lower(email)) where source = 'shop';

create table payments (
  id uuid primary key,
  reference text not null,
  provider text not null,
  amount_minor integer not null check (amount_minor > 0),
  state text not null check (state in ('created', 'authorised', 'captured', 'cancelled', 'failed', 'refunded', 'awaited')),
  provider_payment_id text,
  failure_code text,
  due text check (due in ('cancel', 'refund')),
  captured_minor integer not null default 0 check (captured_minor between 0 and amount_minor),
  refunded_minor integer not null default 0 check (refunded_minor between 0 and captured_minor),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, provider_payment_id)
);
comment on column payments.reference is 'What the money is for, e.g. order:0198…; also our idempotency key at the provider together with the payment id.';
comment on column payments.due is 'What must still be done at the provider; written with the decision, cleared with the provider''s answer, so a crash between cannot lose it.';
comment on column payments.state is 'awaited: a bank transfer that has not arrived yet.';
create index payments_reference on payments (reference);
create index payments_open on payments (updated_at) where state in ('created', 'authorised');
create index payments_due on payments (updated_at) where due is not null;

create table payment_events (
  id bigint generated always as identity primary key,
  payment_id uuid not null references payments,
  from_state text,
  to_state text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  actor text not null
);
create index payment_events_payment on payment_events (payment_id, id);
