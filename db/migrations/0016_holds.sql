-- Market holds: copies taken off every place of sale at once, and what vendors answered when they were asked for proof.

create table holds (
  id uuid primary key,
  name text not null check (name <> ''),
  planned_end_at timestamptz,
  began_at timestamptz not null,
  began_by text not null
);
comment on table holds is 'A selection of copies taken off every place of sale, e.g. for a market day. Its light is computed from listings and readings, never stored.';
comment on column holds.planned_end_at is 'A reminder for people; nothing is ever released by the clock.';
create index holds_newest on holds (began_at desc);

create table hold_units (
  hold_id uuid not null references holds,
  unit_id uuid not null references units,
  held_at timestamptz,
  released_at timestamptz,
  primary key (hold_id, unit_id)
);
comment on column hold_units.held_at is 'When the copy was claimed, and what every proof must be younger than; null while somebody else has it.';
create index hold_units_unit on hold_units (unit_id);

create table hold_events (
  id bigint generated always as identity primary key,
  hold_id uuid not null references holds,
  what text not null check (what in ('begun', 'added', 'released')),
  unit_ids uuid[] not null,
  reason text not null default '',
  at timestamptz not null,
  actor text not null
);
create index hold_events_hold on hold_events (hold_id, id);

create table hold_readings (
  account_id uuid not null references channel_accounts,
  listing_id uuid not null references listings,
  remote_id text not null,
  state jsonb,
  read_at timestamptz,
  message text,
  tried_at timestamptz not null,
  next_try_at timestamptz not null,
  primary key (listing_id, remote_id)
);
comment on table hold_readings is 'What vendors show of remote ids that the lane no longer reads back: ids a listing had before, and creations that never got an answer.';
comment on column hold_readings.remote_id is 'Empty when the vendor was asked by our SKU because no remote id is known.';
create index hold_readings_account on hold_readings (account_id);
