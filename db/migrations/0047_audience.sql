-- How often pages are looked at: counts only. No cookie, no address, no browser, nobody who could be found again.

create table page_views (
  path text not null,
  hour timestamptz not null,
  count integer not null check (count > 0),
  primary key (path, hour)
);
comment on table page_views is 'Kept 25 months at most (audience/jobs.ts), as the CNIL recommends for exempt measurement.';
create index page_views_hour on page_views (hour);

create table product_views (
  product_id uuid not null references products on delete cascade,
  day date not null,
  count integer not null check (count > 0),
  primary key (product_id, day)
);
create index product_views_day on product_views (day);

create table product_steps (
  from_product_id uuid not null references products on delete cascade,
  to_product_id uuid not null references products on delete cascade,
  day date not null,
  count integer not null check (count > 0),
  primary key (from_product_id, to_product_id, day)
);
comment on table product_steps is 'How often somebody went straight from one product''s page to another''s: what is looked at together, without knowing by whom.';
create index product_steps_to on product_steps (to_product_id);
create index product_steps_day on product_steps (day);
