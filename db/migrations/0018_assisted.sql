-- Channels that a person keeps by hand: what their sale mails said, and what became of it.

create table sale_mails (
  id uuid primary key,
  account_id uuid not null references channel_accounts,
  message_id text not null,
  sent_from text not null,
  subject text not null,
  body text not null,
  price_minor integer,
  listing_id uuid references listings,
  unit_id uuid references units,
  order_id uuid references orders,
  state text not null check (state in ('matched', 'unmatched', 'taken', 'no-sale', 'confirmed', 'dismissed')),
  received_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  unique (account_id, message_id)
);
comment on table sale_mails is 'A mail proves nothing: a matched one only holds the copy (claim hold:sale-mail-<id>) until a person confirms the sale or dismisses it.';
comment on column sale_mails.state is 'matched: one ad fits and its copy is held. unmatched: a sale, but a person must say of what. taken: one ad fits, but somebody else has the copy. no-sale: any other mail.';
create index sale_mails_account on sale_mails (account_id, received_at desc);
create index sale_mails_listing on sale_mails (listing_id);
create index sale_mails_unit on sale_mails (unit_id);
create index sale_mails_order on sale_mails (order_id);
create index sale_mails_open on sale_mails (received_at) where state in ('matched', 'unmatched', 'taken');
