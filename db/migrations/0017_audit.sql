-- The auditor: how far it has read each account, what it saw there, and where that differs from what we told the vendor.

create table audit_accounts (
  account_id uuid primary key references channel_accounts,
  hand_edits text not null default 'ours-wins' check (hand_edits in ('ours-wins', 'ask')),
  pages_per_minute integer not null default 6 check (pages_per_minute between 1 and 600),
  rest_minutes integer not null default 30 check (rest_minutes between 0 and 10080),
  next_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null
);
comment on column audit_accounts.hand_edits is 'What to do with a price or a lowered quantity that somebody changed there by hand: put ours back, or ask. A raised quantity is always put back.';
comment on column audit_accounts.rest_minutes is 'Pause between the end of one pass and the beginning of the next.';
comment on column audit_accounts.next_at is 'Also the turn: of several processes the one that moves it reads the next page.';

create table audit_passes (
  id uuid primary key,
  account_id uuid not null references channel_accounts,
  started_at timestamptz not null,
  page text,
  page_count integer not null default 0,
  seen_count integer not null default 0,
  read_at timestamptz,
  ended_at timestamptz,
  compared_count integer,
  drift_count integer
);
comment on column audit_passes.page is 'The connector''s cursor of the page to read next; null before the first, and after the last when read_at is set.';
comment on column audit_passes.read_at is 'When the last page was read; what seems missing is looked at after that.';
create unique index audit_passes_running on audit_passes (account_id) where ended_at is null;
create index audit_passes_account on audit_passes (account_id, started_at desc);

create table audit_sightings (
  account_id uuid not null references channel_accounts,
  remote_id text not null,
  pass_id uuid not null references audit_passes,
  sku text not null,
  title text not null,
  state jsonb not null,
  seen_at timestamptz not null,
  primary key (account_id, remote_id)
);
comment on table audit_sightings is 'What the running or the last pass saw; replaced by the next one.';
create index audit_sightings_pass on audit_sightings (pass_id);

create table drifts (
  id uuid primary key,
  account_id uuid not null references channel_accounts,
  kind text not null check (kind in ('ended-there', 'relisted-there', 'price-edited', 'quantity-edited', 'unknown-listing', 'missing-there', 'duplicate-there')),
  listing_id uuid references listings,
  remote_id text not null,
  sku text not null,
  title text not null,
  detail jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'asking', 'acted', 'ignored', 'closed')),
  seen_count integer not null default 1,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  last_pass_id uuid not null references audit_passes,
  act_count integer not null default 0,
  act text,
  acted_at timestamptz,
  failure text,
  decision text,
  decided_at timestamptz,
  decided_by text,
  reason text,
  closed_at timestamptz,
  closed_as text check (closed_as in ('healed', 'gone', 'decided'))
);
comment on table drifts is 'Where a marketplace shows something else than it was told. open: will be healed. asking: a person must decide. acted: something was done, the next pass says whether it helped. ignored: a person wants it so.';
comment on column drifts.detail is 'What we know it showed (ours) and what it shows now (theirs).';
comment on column drifts.act_count is 'After two acts that did not help a person is asked.';
create unique index drifts_once on drifts (account_id, kind, remote_id) where state <> 'closed';
create index drifts_account on drifts (account_id, last_seen_at desc);
create index drifts_listing on drifts (listing_id);
create index drifts_pass on drifts (last_pass_id);

create table audit_stops (
  id bigint generated always as identity primary key,
  account_id uuid not null references channel_accounts,
  pass_id uuid not null references audit_passes,
  drift_count integer not null,
  compared_count integer not null,
  stopped_at timestamptz not null,
  resumed_at timestamptz,
  resumed_by text,
  reason text
);
comment on table audit_stops is 'Too much drift at once means that something else is wrong: nothing is healed on the account until a person says go.';
create unique index audit_stops_open on audit_stops (account_id) where resumed_at is null;
create index audit_stops_account on audit_stops (account_id);
create index audit_stops_pass on audit_stops (pass_id);
