-- Gift vouchers: money paid now for later. A means of payment, not a discount.

create table voucher_terms (
  valid_from date primary key,
  valid_months smallint not null check (valid_months between 1 and 120),
  amount_min_minor integer not null check (amount_min_minor > 0),
  amount_max_minor integer not null check (amount_max_minor >= amount_min_minor),
  set_at timestamptz not null,
  set_by text not null
);
comment on table voucher_terms is 'For vouchers issued from a day on (Europe/Paris); those issued before keep theirs.';
insert into voucher_terms values ('2000-01-01', 24, 1000, 50000, '2026-01-01', 'system');

create table vouchers (
  id uuid primary key,
  code text not null unique,
  initial_minor integer not null check (initial_minor > 0),
  balance_minor integer not null,
  recipient_name text not null default '',
  recipient_email text,
  sender_name text not null default '',
  message text not null default '',
  lang text not null default 'fr',
  send_at timestamptz,
  sent_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  order_line_id uuid unique references order_lines,
  because text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  constraint vouchers_balance check (balance_minor between 0 and initial_minor)
);
comment on column vouchers.balance_minor is 'The fold of voucher_entries, written in the same statement; the constraint is what keeps it from going below zero.';
comment on column vouchers.send_at is 'When it is mailed to its recipient; null: it is printed, or given by hand.';
comment on column vouchers.order_line_id is 'The line it was bought with: one voucher for one line. Null: given by the shop, which says why in because.';
create index vouchers_to_send on vouchers (send_at) where sent_at is null and revoked_at is null;
create index vouchers_newest on vouchers (created_at desc, id);

create table voucher_entries (
  id bigint generated always as identity primary key,
  voucher_id uuid not null references vouchers,
  kind text not null check (kind in ('issued', 'redeemed', 'returned', 'revoked')),
  amount_minor integer not null check (amount_minor <> 0),
  balance_minor integer not null check (balance_minor >= 0),
  reference text not null,
  at timestamptz not null,
  actor text not null
);
comment on table voucher_entries is 'Append-only: what came in and went out, each with the balance after it.';
create index voucher_entries_voucher on voucher_entries (voucher_id, id);
create index voucher_entries_reference on voucher_entries (reference);
create unique index voucher_entries_one_redemption on voucher_entries (reference) where kind = 'redeemed';

create function voucher_entries_stay() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger of vouchers is append-only';
end $$;
create trigger voucher_entries_stay before update or delete on voucher_entries for each row execute function voucher_entries_stay();

-- Moves the balance and writes why, or does nothing: null when there is too little, or the voucher is void. The update takes
-- the row lock, so that of two at the same moment the second sees what the first left.
create function move_voucher(p_voucher_id uuid, p_kind text, p_amount_minor integer, p_reference text, p_at timestamptz, p_actor text)
returns integer language plpgsql as $$
declare v_balance integer;
begin
  update vouchers set balance_minor = balance_minor + p_amount_minor
  where id = p_voucher_id and balance_minor + p_amount_minor between 0 and initial_minor
    and (p_kind <> 'redeemed' or (revoked_at is null and (expires_at is null or expires_at > p_at)))
  returning balance_minor into v_balance;
  if v_balance is null then return null; end if;
  insert into voucher_entries (voucher_id, kind, amount_minor, balance_minor, reference, at, actor)
  values (p_voucher_id, p_kind, p_amount_minor, v_balance, p_reference, p_at, p_actor);
  return v_balance;
end $$;

create table cart_gifts (
  id uuid primary key,
  cart_id uuid not null references carts on delete cascade,
  amount_minor integer not null check (amount_minor > 0),
  recipient_name text not null,
  recipient_email text,
  sender_name text not null,
  message text not null,
  send_on date,
  added_at timestamptz not null
);
comment on table cart_gifts is 'Vouchers somebody wants to buy. They hold nothing: there is no copy behind them.';
create index cart_gifts_cart on cart_gifts (cart_id);

create table cart_vouchers (
  cart_id uuid primary key references carts on delete cascade,
  voucher_id uuid not null references vouchers,
  entered_at timestamptz not null
);
create index cart_vouchers_voucher on cart_vouchers (voucher_id);

alter table order_lines add column gift jsonb;
comment on column order_lines.gift is 'Of a voucher that was bought: amount, recipient, message, day of sending.';
