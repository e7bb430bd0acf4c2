-- Promotions: offers to everybody, codes, quantity deals, free delivery. What they may add up to is data.

create table promotions (
  id uuid primary key,
  name_fr text not null check (name_fr <> ''),
  name_en text not null check (name_en <> ''),
  code text,
  campaign text not null,
  effect jsonb not null,
  scope jsonb not null,
  terms jsonb not null,
  stacking text not null check (stacking in ('exclusive', 'stackable', 'best')),
  priority smallint not null default 100,
  state text not null check (state in ('draft', 'active', 'paused')),
  starts_at timestamptz,
  ends_at timestamptz,
  uses_max integer check (uses_max > 0),
  uses_count integer not null default 0,
  version integer not null default 1,
  started_told boolean not null default false,
  ended_told boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  constraint promotions_uses check (uses_count between 0 and coalesce(uses_max, uses_count)),
  check (ends_at > starts_at)
);
comment on column promotions.code is 'Written in capitals; null: applies by itself.';
comment on column promotions.campaign is 'Reductions of one campaign, one after the other, are compared with the price before the first (L112-1-1).';
comment on column promotions.stacking is 'exclusive: alone; stackable: with others; best: of all marked so, the one that is best for the buyer.';
comment on column promotions.uses_count is 'Live uses; the constraint is what makes the limit hold for requests at the same moment.';
comment on column promotions.started_told is 'Whether the shop''s pages have been told that it began; false again when the moment changes.';
create unique index promotions_code on promotions (code) where code is not null;
create index promotions_active on promotions (priority) where state = 'active';

create table promotion_changes (
  id bigint generated always as identity primary key,
  promotion_id uuid not null references promotions,
  what text not null,
  data jsonb not null,
  at timestamptz not null,
  actor text not null
);
create index promotion_changes_promotion on promotion_changes (promotion_id, id);

create table promotion_periods (
  id bigint generated always as identity primary key,
  promotion_id uuid not null references promotions,
  campaign text not null,
  effect jsonb not null,
  scope jsonb not null,
  from_at timestamptz not null,
  until_at timestamptz,
  check (until_at >= from_at)
);
comment on table promotion_periods is 'What offers were promised to everybody, and when: with price_changes the history that the prior price is read from. A change closes a period and opens another; codes and offers to groups have none.';
create index promotion_periods_promotion on promotion_periods (promotion_id);
create index promotion_periods_until on promotion_periods (until_at);

create table promotion_uses (
  promotion_id uuid not null references promotions,
  order_id uuid not null,
  customer_key text not null,
  amount_minor integer not null check (amount_minor >= 0),
  used_at timestamptz not null,
  released_at timestamptz,
  primary key (promotion_id, order_id)
);
comment on table promotion_uses is 'A use is taken when the checkout opens and given back when it is abandoned or its order is cancelled.';
comment on column promotion_uses.order_id is 'The order''s id is drawn before the order exists, so it is no foreign key.';
comment on column promotion_uses.customer_key is 'The e-mail address in small letters.';
create index promotion_uses_order on promotion_uses (order_id);
create index promotion_uses_customer on promotion_uses (promotion_id, customer_key) where released_at is null;

create table cart_codes (
  cart_id uuid not null references carts on delete cascade,
  code text not null,
  entered_at timestamptz not null,
  primary key (cart_id, code)
);

create table customer_groups (
  code text primary key check (code ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  created_at timestamptz not null
);
create table customer_group_members (
  group_code text not null references customer_groups,
  email text not null check (email = lower(email)),
  added_at timestamptz not null,
  added_by text not null,
  primary key (group_code, email)
);
comment on column customer_group_members.email is 'A guest is known by the address the order is sent to; a group needs no account.';
create index customer_group_members_email on customer_group_members (email);
