-- What people would buy: wish lists, and the mails that say a wished copy has come or has become cheaper.

create table shelf_spells (
  id bigint generated always as identity primary key,
  variant_id uuid not null references variants on delete cascade,
  began_because text not null check (began_because in ('came', 'cheaper', 'dearer')),
  price_minor integer not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  looked_at timestamptz
);
comment on table shelf_spells is 'A stretch of time in which a variant was on sale at one list price, kept from the events of stock and prices. A spell that began after a wish, because the copy came or became cheaper, is news for it.';
comment on column shelf_spells.looked_at is 'When wishes were looked through for it; null while that is owed.';
create unique index shelf_spells_one_open on shelf_spells (variant_id) where ended_at is null;
create index shelf_spells_variant on shelf_spells (variant_id);
create index shelf_spells_unlooked on shelf_spells (id) where looked_at is null;
insert into shelf_spells (variant_id, began_because, price_minor, began_at, looked_at)
  select variant_id, 'came', price_minor, now(), now() from shelf_items;

create table wish_lists (
  id uuid primary key,
  token text not null unique,
  customer_id uuid references customers,
  lang text not null,
  email text,
  alerts text not null check (alerts in ('off', 'asked', 'on', 'stopped')),
  alert_key text not null unique,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  mailed_at timestamptz,
  check (alerts in ('off', 'stopped') or email is not null)
);
comment on table wish_lists is 'The wishes of one visitor, or of one customer. A list without a customer is opened by its token: a cookie on the browser that made it, a link in mails.';
comment on column wish_lists.token is 'Opens the list; 128 random bits.';
comment on column wish_lists.alerts is 'asked: the address has not confirmed yet and gets no alert (double opt-in); stopped: by the reader.';
comment on column wish_lists.alert_key is 'Stands only in mails to email: it confirms and stops the alerts, without opening the list. New for each address.';
comment on column wish_lists.seen_at is 'Last use by its reader; what nobody uses is deleted (wishes/jobs.ts).';
create unique index wish_lists_customer on wish_lists (customer_id);
create index wish_lists_seen on wish_lists (seen_at);
create index wish_lists_email on wish_lists (lower(email));

create table wishes (
  id uuid primary key,
  list_id uuid not null references wish_lists on delete cascade,
  kind text not null check (kind in ('product', 'artist', 'search')),
  product_id uuid references products,
  is_any_pressing boolean not null default false,
  artist text,
  criteria jsonb,
  key text not null,
  label text not null,
  grade_min text,
  price_max_minor integer check (price_max_minor > 0),
  created_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('removed', 'merged')),
  check ((kind = 'product') = (product_id is not null)),
  check ((kind = 'artist') = (artist is not null)),
  check ((kind = 'search') = (criteria is not null)),
  check ((ended_at is null) = (end_reason is null))
);
comment on column wishes.is_any_pressing is 'Any product of the same artist and title (work_key) will do.';
comment on column wishes.artist is 'As storefront_names keeps it: lower case, 200 characters.';
comment on column wishes.criteria is 'Words and filters of a search, as storefront takes them.';
comment on column wishes.key is 'What is wished, in one form: the same wish twice on one list is one wish.';
comment on column wishes.label is 'A search or an artist in the words of whoever wished it; empty for a product.';
create unique index wishes_once on wishes (list_id, key) where ended_at is null;
create index wishes_list on wishes (list_id);
create index wishes_product on wishes (product_id);
create index wishes_artist on wishes (artist) where ended_at is null;
create index wishes_search on wishes (id) where kind = 'search' and ended_at is null;

create table wish_hits (
  wish_id uuid not null references wishes on delete cascade,
  variant_id uuid not null references variants on delete cascade,
  because text not null check (because in ('came', 'cheaper')),
  price_minor integer not null,
  state text not null check (state in ('due', 'mailed', 'gone')),
  found_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (wish_id, variant_id)
);
comment on table wish_hits is 'A copy that answers a wish. The primary key is the promise: one mail for one copy and wish. gone: sold or dearer before a mail went out; becomes due again when it comes back.';
create index wish_hits_variant on wish_hits (variant_id);
create index wish_hits_due on wish_hits (wish_id) where state = 'due';

create table wish_events (
  id bigint generated always as identity primary key,
  list_id uuid not null references wish_lists on delete cascade,
  wish_id uuid references wishes on delete cascade,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  by text not null
);
comment on table wish_events is 'Every change of a list, a wish or the alerts, with the words that were agreed to as proof of consent.';
create index wish_events_list on wish_events (list_id, id);
create index wish_events_wish on wish_events (wish_id);

alter table mails add column unsubscribe_url text;
comment on column mails.unsubscribe_url is 'Where one request ends mails of this kind (RFC 8058: List-Unsubscribe, List-Unsubscribe-Post); null for mails nobody can opt out of.';
