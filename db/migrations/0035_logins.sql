-- Customers' own accounts. Nothing here is shared with the team's users, sessions or cookies: see docs/decisions/0027.

alter table customers add column merged_into uuid references customers;
comment on column customers.merged_into is 'The customer who proved that this address is theirs too; the row keeps its orders and lost its address.';
create index customers_merged_into on customers (merged_into);

create table customer_addresses (
  id uuid primary key,
  customer_id uuid not null references customers,
  address jsonb not null,
  phone text not null default '',
  preferred_at timestamptz not null,
  created_at timestamptz not null
);
comment on column customer_addresses.preferred_at is 'The latest is the one a checkout begins with.';
create index customer_addresses_customer on customer_addresses (customer_id, preferred_at desc);

create table customer_consents (
  id uuid primary key,
  customer_id uuid not null references customers,
  purpose text not null check (purpose in ('newsletter', 'reminders')),
  is_given boolean not null,
  wording text not null,
  source text not null,
  at timestamptz not null,
  actor text not null
);
comment on table customer_consents is 'Append-only: the proof of what was said, to which words, where and when (article L34-5 CPCE). The newest row of a purpose counts.';
create index customer_consents_customer on customer_consents (customer_id, purpose, at desc);

create table logins (
  customer_id uuid primary key references customers,
  password_hash text,
  totp_since timestamptz,
  totp_last_step bigint not null default 0,
  cart_id uuid references carts on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table logins is 'A customer who may sign in. The address is confirmed: the row is made by following a link sent to it.';
comment on column logins.totp_last_step is 'The 30-second step of the last accepted code; a code is good once.';
comment on column logins.cart_id is 'The cart this customer left with; it is there again at the next sign-in, from any device.';
create index logins_cart on logins (cart_id);

create table login_keys (
  id uuid primary key,
  hash bytea not null unique,
  purpose text not null check (purpose in ('sign-in', 'second-factor', 'change-email', 'my-data', 'passkey-add', 'passkey-sign-in')),
  email text not null,
  customer_id uuid references customers,
  lang text not null,
  next text not null default '',
  method text not null default '',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index login_keys_customer on login_keys (customer_id);
comment on table login_keys is 'What somebody must show within minutes: a mailed link, the step between password and code, a passkey challenge. Only the hash is kept.';
comment on column login_keys.method is 'For the second factor: what the first one was.';
comment on column login_keys.next is 'The page to go on to, one of a fixed list.';
create index login_keys_expires on login_keys (expires_at);

create table login_sessions (
  id uuid primary key,
  customer_id uuid not null references logins on delete cascade,
  hash bytea not null unique,
  method text not null check (method in ('link', 'password', 'passkey')),
  device text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text
);
comment on column login_sessions.created_at is 'When the customer proved who they are; dangerous changes want this to be minutes ago.';
create index login_sessions_customer on login_sessions (customer_id, created_at desc);

create table login_passkeys (
  credential_id text primary key,
  customer_id uuid not null references logins on delete cascade,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index login_passkeys_customer on login_passkeys (customer_id);

create table login_backup_codes (
  customer_id uuid not null references logins on delete cascade,
  hash bytea not null,
  used_at timestamptz,
  primary key (customer_id, hash)
);

create table login_events (
  id bigint generated always as identity primary key,
  customer_id uuid not null references customers,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  actor text not null
);
create index login_events_customer on login_events (customer_id, id desc);
