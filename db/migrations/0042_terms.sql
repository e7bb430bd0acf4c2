-- The terms of sale as they were published, and which of them each order was placed under.

create table terms_versions (
  number integer primary key,
  texts jsonb not null,
  digest text not null,
  published_at timestamptz not null,
  published_by text not null
);
comment on table terms_versions is 'Append-only. The latest is in force; an order keeps the one it was placed under for ever (articles L213-1 and D213-1 of the consumer code).';
comment on column terms_versions.texts is 'The whole text by language; the French one is authoritative.';
comment on column terms_versions.digest is 'SHA-256 of the French text.';

create table order_terms (
  order_id uuid primary key references orders,
  terms_number integer not null references terms_versions,
  accepted_at timestamptz not null
);
create index order_terms_version on order_terms (terms_number);
