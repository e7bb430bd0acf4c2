-- Addresses that have moved: a reader or search engine at the old one is sent to the new one, in one step.

create table moved_addresses (
  kind text not null check (kind in ('product', 'artist', 'label', 'path')),
  from_slug text not null check (from_slug <> ''),
  to_slug text not null check (to_slug <> '' and to_slug <> from_slug),
  moved_at timestamptz not null,
  moved_by text not null,
  primary key (kind, from_slug)
);
comment on table moved_addresses is 'Chains are collapsed when they are written: no to_slug is the from_slug of another row of its kind.';
comment on column moved_addresses.from_slug is 'The last part of the address, which is the same in every language; for the kind path the whole path, as /boutique/123.html.';
create index moved_addresses_to on moved_addresses (kind, to_slug);

create table moved_address_events (
  id bigint generated always as identity primary key,
  kind text not null,
  from_slug text not null,
  to_slug text,
  at timestamptz not null,
  by text not null
);
comment on column moved_address_events.to_slug is 'Null when the redirect was taken away.';
create index moved_address_events_from on moved_address_events (kind, from_slug, id);

-- What a correction makes of an artist or label: "Serge Gainsbourgh" becomes "Serge Gainsbourg". Once no product bears the old
-- name its page leads to the new one.
create table renamed_names (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('artist', 'label')),
  from_key text not null,
  to_key text not null,
  renamed_at timestamptz not null default now()
);
comment on table renamed_names is 'Written by a trigger of products; read and emptied when the change is delivered.';

create function note_renamed_names() returns trigger language plpgsql as $$
begin
  insert into renamed_names (kind, from_key, to_key)
  select 'artist', lower(left(old.artist, 200)), lower(left(new.artist, 200))
  where names_somebody('artist', lower(left(old.artist, 200))) and names_somebody('artist', lower(left(new.artist, 200)))
    and lower(left(old.artist, 200)) <> lower(left(new.artist, 200));
  -- One label for one other: with several at once nobody knows which became which.
  insert into renamed_names (kind, from_key, to_key)
  select 'label', gone.keys[1], come.keys[1]
  from (select array(select unnest(label_keys(old.label)) except select unnest(label_keys(new.label))) as keys) as gone,
    (select array(select unnest(label_keys(new.label)) except select unnest(label_keys(old.label))) as keys) as come
  where cardinality(gone.keys) = 1 and cardinality(come.keys) = 1
    and names_somebody('label', gone.keys[1]) and names_somebody('label', come.keys[1]);
  return null;
end $$;
create trigger products_renamed after update of artist, label on products for each row
  when (old.artist is distinct from new.artist or old.label is distinct from new.label) execute function note_renamed_names();
