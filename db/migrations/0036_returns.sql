-- Goods that come back: what the buyer declared, what arrived, what was paid back.

alter table order_line_units add column returned_at timestamptz;
comment on column order_line_units.returned_at is 'The copy came back after it was sent; its claim has ended, the sale stays a fact of the order.';

create table order_receipts (
  order_id uuid primary key references orders,
  received_on date not null,
  source text not null check (source in ('carrier', 'buyer', 'team')),
  at timestamptz not null,
  actor text not null
);
comment on table order_receipts is 'The day the last piece of an order reached its buyer; the withdrawal period counts from it (article L221-18).';

create table returns (
  id uuid primary key,
  number text not null unique,
  order_id uuid not null references orders,
  kind text not null check (kind in ('withdrawal', 'complaint')),
  state text not null check (state in ('requested', 'accepted', 'sent-back', 'received', 'checked', 'refunded', 'refused', 'cancelled')),
  declared_name text not null,
  declared_email text not null,
  lang text not null,
  is_in_period boolean not null,
  period_ends_on date,
  requested_at timestamptz not null,
  carrier text,
  tracking_number text,
  refusal text,
  updated_at timestamptz not null
);
comment on column returns.declared_name is 'As typed into the declaration of article D221-5, with the address for its acknowledgement.';
comment on column returns.is_in_period is 'Judged when it was declared; a late declaration is kept and answered by a person.';
create index returns_order on returns (order_id);
create index returns_open on returns (requested_at desc) where state not in ('refunded', 'refused', 'cancelled');

create table return_lines (
  id uuid primary key,
  return_id uuid not null references returns,
  order_line_id uuid not null references order_lines,
  reason text not null,
  note text not null default '',
  is_live boolean not null default true,
  unique (return_id, order_line_id)
);
comment on column return_lines.is_live is 'False once the return was refused or called off: the line may then be asked for again.';
create index return_lines_line on return_lines (order_line_id);
create unique index return_lines_once on return_lines (order_line_id) where is_live;

create table return_units (
  return_line_id uuid not null references return_lines,
  unit_id uuid not null references units,
  received_at timestamptz not null,
  media_grade text,
  sleeve_grade text,
  was_opened boolean not null default false,
  fate text check (fate in ('restock', 'aside')),
  note text not null default '',
  primary key (return_line_id, unit_id)
);
comment on column return_units.fate is 'Decided when it is checked. Restock only says that the copy is fit to be sold: it waits at the place to check and a person puts it on a shelf.';
create index return_units_unit on return_units (unit_id);

create table return_refunds (
  return_id uuid primary key references returns,
  payment_id uuid references payments,
  lines_minor integer not null check (lines_minor >= 0),
  delivery_minor integer not null check (delivery_minor >= 0),
  deducted_minor integer not null default 0 check (deducted_minor >= 0),
  late_minor integer not null default 0 check (late_minor >= 0),
  paid_back_minor integer not null check (paid_back_minor >= 0),
  decided_at timestamptz not null,
  actor text not null
);
comment on column return_refunds.late_minor is 'The increase of article L242-4. A payment provider gives back no more than it took, so it is paid by transfer.';
create index return_refunds_payment on return_refunds (payment_id);

create table return_events (
  id bigint generated always as identity primary key,
  return_id uuid not null references returns,
  what text not null,
  from_state text,
  to_state text,
  data jsonb not null default '{}',
  at timestamptz not null,
  actor text not null
);
create index return_events_return on return_events (return_id, id);
