-- Accounts on marketplaces, what each should show, what it was told, and what it told us.

create table channel_accounts (
  id uuid primary key,
  channel text not null,
  label text not null unique,
  seller text not null default '',
  state text not null check (state in ('active', 'paused')),
  settings jsonb not null default '{}',
  orders_cursor jsonb not null default '{}',
  orders_polled_at timestamptz,
  last_error jsonb,
  last_error_at timestamptz,
  failures integer not null default 0,
  blocked_until timestamptz,
  lane_owner text,
  lane_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on column channel_accounts.seller is 'Who the vendor says the credentials belong to.';
comment on column channel_accounts.failures is 'Outages in a row; the pause after each grows with it.';
comment on column channel_accounts.lane_owner is 'The one process that sends for this account, until lane_until; renewed before every request, so a dead process frees it.';
comment on column channel_accounts.settings is 'Not secret: base address, seller name, policies. Credentials are in secrets under channel:<id>.';
comment on column channel_accounts.blocked_until is 'Set by a rate limit or an outage; no lane of this account sends before.';

create table listings (
  id uuid primary key,
  account_id uuid not null references channel_accounts,
  variant_id uuid not null references variants,
  wanted_seq bigint not null default 1,
  sent_seq bigint not null default 0,
  urgency smallint not null default 1 check (urgency between 0 and 3),
  state text not null default 'waiting' check (state in ('waiting', 'live', 'withdrawn', 'rejected', 'sold')),
  remote_id text,
  remote jsonb not null default '{}',
  sent_fingerprint text,
  sending_fingerprint text,
  creating_since timestamptz,
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  withheld text,
  last_error jsonb,
  last_sent_at timestamptz,
  proof jsonb,
  proof_at timestamptz,
  wanted_at timestamptz not null,
  created_at timestamptz not null,
  unique (account_id, variant_id)
);
comment on column listings.wanted_seq is 'Bumped by every event that may change what the channel should show; what is wanted is derived when sending, never stored.';
comment on column listings.sent_seq is 'The wanted_seq that the last successful send answered; equal means nothing to do.';
comment on column listings.sent_fingerprint is 'What the vendor is known to show; null while an answer is unknown, so that nothing is skipped by mistake.';
comment on column listings.sending_fingerprint is 'What is on its way; becomes sent_fingerprint when the listing is found at the vendor.';
comment on column listings.withheld is 'Why the variant was not on sale here when last looked at; the current reason is derived.';
comment on column listings.urgency is '0 withdraw, 1 publish, 2 price, 3 content: the order in which a lane works.';
comment on column listings.creating_since is 'Intent written before a creation that the vendor cannot deduplicate; while set, look the listing up by our SKU before creating it again.';
create index listings_pending on listings (account_id, urgency, next_try_at) where sent_seq < wanted_seq;
create index listings_variant on listings (variant_id);
create unique index listings_remote on listings (account_id, remote_id) where remote_id is not null;

create index listings_unproven on listings (account_id, last_sent_at) where proof_at is null or proof_at < last_sent_at;

create table listing_remotes (
  account_id uuid not null references channel_accounts,
  remote_id text not null,
  listing_id uuid not null references listings,
  first_seen_at timestamptz not null,
  primary key (account_id, remote_id)
);
comment on table listing_remotes is 'Every remote id a listing ever had: an order may name one that was replaced meanwhile.';
create index listing_remotes_listing on listing_remotes (listing_id);

create table listing_events (
  id bigint generated always as identity primary key,
  listing_id uuid not null references listings,
  what text not null,
  seq bigint,
  data jsonb not null default '{}',
  at timestamptz not null
);
create index listing_events_listing on listing_events (listing_id, id);
create index listing_events_withdrawals on listing_events (at) where what = 'withdrawn';

create table channel_orders (
  account_id uuid not null references channel_accounts,
  external_id text not null,
  remote_state text not null,
  payload jsonb not null,
  order_id uuid references orders,
  first_seen_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, external_id)
);
create index channel_orders_order on channel_orders (order_id);

create table incidents (
  id uuid primary key,
  kind text not null check (kind in ('double-sale', 'unknown-listing', 'cancelled-remotely')),
  account_id uuid references channel_accounts,
  order_id uuid references orders,
  variant_id uuid references variants,
  external_id text,
  data jsonb not null default '{}',
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  resolution text
);
comment on table incidents is 'What a person must decide, e.g. a marketplace sold a copy that was already sold. Never a negative number.';
create unique index incidents_once on incidents (kind, account_id, external_id, variant_id) nulls not distinct;
create index incidents_account on incidents (account_id);
create index incidents_order on incidents (order_id);
create index incidents_variant on incidents (variant_id);
create index incidents_open on incidents (opened_at) where closed_at is null;
