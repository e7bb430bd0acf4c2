-- Buyers who left a marketplace, which then demands that they be forgotten.
create table departed_buyers (
  account_id uuid not null references channel_accounts (id) on delete cascade,
  buyer_id text not null,
  told_at timestamptz not null,
  forgotten_at timestamptz,
  primary key (account_id, buyer_id)
);
create index departed_buyers_waiting on departed_buyers (told_at) where forgotten_at is null;
comment on table departed_buyers is 'Told by the marketplace that this member is gone: what we keep of them is erased as soon as no order of theirs is open.';
comment on column departed_buyers.buyer_id is 'The marketplace''s own id of the member; replaced by a hash once forgotten, so that a repeat is known.';
