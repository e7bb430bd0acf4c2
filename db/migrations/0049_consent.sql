-- Third parties' trackers, each of which needs the visitor's consent, and the proof of what visitors chose.

create table trackers (
  id uuid primary key,
  kind text not null check (kind in ('ga4', 'meta-pixel', 'script')),
  identifier text not null,
  purpose text not null check (purpose in ('audience', 'advertising')),
  added_at timestamptz not null,
  added_by text not null,
  removed_at timestamptz,
  removed_by text
);
comment on table trackers is 'None by default: then there is nothing to consent to, and no banner. Removed ones stay, so that old choices can be read.';
create unique index trackers_once on trackers (kind, identifier) where removed_at is null;

create table consents (
  id uuid primary key,
  accepted text[] not null,
  offered jsonb not null,
  lang text not null,
  chosen_at timestamptz not null
);
comment on table consents is 'The proof of each choice: what was offered in which words'' language, what was accepted, when. Nothing tells whose it was but the id, which only the visitor''s cookie holds.';
create index consents_newest on consents (chosen_at);
