-- How near each account is to its vendor's limits, and whether it publishes nothing new because of that.

create table standings (
  account_id uuid primary key references channel_accounts,
  status text not null default 'ok' check (status in ('ok', 'watch', 'risk', 'over')),
  measures jsonb not null default '[]',
  told jsonb,
  told_at timestamptz,
  may_throttle boolean not null default true,
  throttled_at timestamptz,
  assessed_at timestamptz not null,
  changed_at timestamptz not null
);
comment on column standings.status is 'ok; watch: two more faults would cross a limit; risk: one more would; over: crossed.';
comment on column standings.told is 'What the vendor last said about the seller: level and measures.';
comment on column standings.may_throttle is 'False when the seller wants new copies published there whatever the standing.';
comment on column standings.throttled_at is 'Since when nothing new is published there; what is on sale stays.';
create index standings_at_risk on standings (account_id) where status <> 'ok';
