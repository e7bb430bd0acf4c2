-- How the shop looks: one draft that people work on, and every look that was ever published.

create table themes (
  id bigint generated always as identity primary key,
  look jsonb not null,
  css text not null,
  css_key text not null,
  published_at timestamptz not null,
  published_by text not null
);
comment on table themes is 'Append-only; the latest is what readers see. Going back publishes an old look anew.';
comment on column themes.css_key is 'Digest of css, in the address of the file: it may be kept for ever.';
create index themes_css on themes (css_key);

create table theme_drafts (
  id boolean primary key default true check (id),
  look jsonb not null,
  css text not null,
  css_key text not null,
  version integer not null,
  updated_at timestamptz not null,
  updated_by text not null
);
comment on table theme_drafts is 'One row at most: the look that is being worked on, seen only through a signed preview.';
comment on column theme_drafts.version is 'Counts the saves: who saves an older one is refused.';
