-- Who graded a copy anew, changed its notes, or put a photo to it or took one away, and what it was before.
create table variant_events (
  id bigint generated always as identity primary key,
  variant_id uuid not null references variants on delete cascade,
  what text not null check (what in ('changed', 'photo-added', 'photo-removed')),
  data jsonb not null,
  at timestamptz not null,
  by text not null
);
comment on table variant_events is 'Append-only.';
comment on column variant_events.data is 'changed: per field [before, after]; photos: their id and file.';
create index variant_events_variant on variant_events (variant_id, id);
