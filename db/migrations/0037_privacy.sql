-- What is left of people who asked to be erased, and for how long.

create table erasures (
  id uuid primary key,
  customer_id uuid references customers,
  email_hashes text[] not null,
  because text not null,
  kept jsonb not null,
  at timestamptz not null,
  actor text not null
);
comment on column erasures.kept is 'What stayed, by which rule, until when.';
create index erasures_customer on erasures (customer_id);

create table order_identities (
  order_id uuid primary key references orders,
  buyer jsonb not null,
  shipping_address jsonb not null,
  rule text not null,
  kept_until date not null,
  locked_at timestamptz not null
);
comment on table order_identities is 'The locked archive: who bought, of people who asked to be erased, for a tax audit or a claim and nothing else. No page and no operation reads it; a job deletes each row on its day.';
create index order_identities_until on order_identities (kept_until);
