-- The stall's calendar: one row per market day.

create table market_days (
  id uuid primary key,
  day date not null,
  opens_at text check (opens_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes_at text check (closes_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  place text not null,
  address text not null default '',
  note text not null default '',
  series_id uuid,
  cancelled_reason text,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (day, place),
  check ((opens_at is null) = (closes_at is null)),
  check (opens_at < closes_at)
);
comment on table market_days is 'One outing of the stall. Times are the clock of Europe/Paris on that day, null when only the day is known.';
comment on column market_days.series_id is 'Days entered together ("every Saturday") share it; each is its own row and may differ.';
comment on column market_days.cancelled_reason is 'Not null: the outing does not take place, and readers are told why. The row stays, so that nobody comes for nothing.';
comment on column market_days.version is 'Counts the changes; calendars of readers take the newest (iCalendar SEQUENCE).';
create index market_days_series on market_days (series_id, day);

create table market_day_events (
  id bigint generated always as identity primary key,
  market_day_id uuid not null references market_days,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  actor text not null
);
comment on table market_day_events is 'Who entered, changed or cancelled a market day, append-only.';
create index market_day_events_day on market_day_events (market_day_id, id);

-- The settings' text field of before: `2026-11-28 place, 8 h – 13 h`, one a line.
insert into market_days (id, day, opens_at, closes_at, place, updated_at, updated_by)
select gen_random_uuid(), said.parts[1]::date,
  case when hours is not null and hours[1]::int * 60 + coalesce(hours[2], '0')::int < hours[3]::int * 60 + coalesce(hours[4], '0')::int
    then lpad(hours[1], 2, '0') || ':' || coalesce(hours[2], '00') end,
  case when hours is not null and hours[1]::int * 60 + coalesce(hours[2], '0')::int < hours[3]::int * 60 + coalesce(hours[4], '0')::int
    then lpad(hours[3], 2, '0') || ':' || coalesce(hours[4], '00') end,
  left(regexp_replace(said.parts[2], ',?\s*([01]?\d|2[0-3])\s*h\s*([0-5]\d)?\s*[–-]\s*([01]?\d|2[0-3])\s*h\s*([0-5]\d)?\s*$', ''), 200), now(), 'system'
from settings s
cross join lateral regexp_split_to_table(s.value #>> '{}', '\n') as line
cross join lateral (select regexp_match(btrim(line), '^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])) (.+)$') as parts) as said
cross join lateral (select regexp_match(said.parts[2], '([01]?\d|2[0-3])\s*h\s*([0-5]\d)?\s*[–-]\s*([01]?\d|2[0-3])\s*h\s*([0-5]\d)?\s*$') as hours) as found
where s.key = 'marketDays' and said.parts is not null
on conflict (day, place) do nothing;
delete from settings where key = 'marketDays';
