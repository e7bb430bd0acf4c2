-- Imports: which file, how far, what became of each row.

create table imports (
  id uuid primary key,
  file_name text not null,
  file_key text,
  file_sha256 text not null,
  format text not null,
  options jsonb not null default '{}',
  is_dry_run boolean not null default false,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  rows_total integer,
  rows_read integer not null default 0,
  rows_added integer not null default 0,
  rows_changed integer not null default 0,
  rows_unchanged integer not null default 0,
  rows_rejected integer not null default 0,
  failure jsonb,
  created_at timestamptz not null,
  created_by text not null,
  started_at timestamptz,
  progressed_at timestamptz,
  finished_at timestamptz
);
comment on column imports.rows_read is 'Also the checkpoint: rows up to here are committed, a resumed import starts after it.';
comment on column imports.progressed_at is 'Last committed batch; a running import that has not moved for a while lost its worker and is taken up again.';
comment on column imports.file_key is 'Where the uploaded file is kept; null when the command line reads it from its own path.';
create index imports_open on imports (progressed_at) where state in ('waiting', 'running');
create index imports_newest on imports (created_at desc);

create table import_rejections (
  import_id uuid not null references imports on delete cascade,
  row_number integer not null,
  line_number integer not null,
  code text not null,
  data jsonb not null default '{}',
  raw jsonb not null,
  primary key (import_id, row_number)
);

create table import_keys (
  source text not null,
  key text not null,
  variant_id uuid not null references variants,
  content_hash text not null,
  primary key (source, key)
);
comment on table import_keys is 'Which source row became which variant; makes a second run of the same file change nothing.';
create index import_keys_variant on import_keys (variant_id);
