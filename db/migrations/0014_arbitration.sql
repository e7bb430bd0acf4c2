-- Who keeps a copy that was sold twice, what the others get, and the money that goes back for a part of an order.

create table order_line_cancellations (
  order_line_id uuid primary key references order_lines,
  reason text not null,
  at timestamptz not null,
  actor text not null
);
comment on table order_line_cancellations is 'Lines the seller could not serve while the rest of the order stands; orders.items_minor no longer counts them.';

create table payment_refunds (
  id uuid primary key,
  payment_id uuid not null references payments,
  amount_minor integer not null check (amount_minor > 0),
  reason text not null,
  state text not null default 'due' check (state in ('due', 'done')),
  created_at timestamptz not null,
  done_at timestamptz,
  check ((state = 'done') = (done_at is not null))
);
comment on table payment_refunds is 'A part of a captured payment that goes back; its id is the idempotency key at the provider. The whole amount goes back through payments.due.';
create index payment_refunds_payment on payment_refunds (payment_id);
create index payment_refunds_due on payment_refunds (created_at) where state = 'due';

create table arbitrations (
  id uuid primary key,
  incident_id uuid not null references incidents,
  order_id uuid not null references orders,
  order_line_id uuid not null references order_lines,
  variant_id uuid not null references variants,
  state text not null check (state in ('waiting', 'asking', 'decided')),
  rule text not null,
  outcome text not null,
  rivals jsonb not null,
  verdicts jsonb not null,
  decide_by timestamptz,
  opened_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  unique (incident_id, order_line_id),
  check ((state = 'decided') = (decided_at is not null))
);
comment on table arbitrations is 'One line that was sold without a copy: who else had a right to the copy, what each loss costs, which rule decided, and who decided when.';
comment on column arbitrations.state is 'waiting: for a payment under way. asking: a person, until decide_by.';
comment on column arbitrations.outcome is 'Of this very line: keeps, equivalent, loses or waits.';
create index arbitrations_order on arbitrations (order_id);
create index arbitrations_line on arbitrations (order_line_id);
create index arbitrations_open on arbitrations (variant_id) where state <> 'decided';
create index arbitrations_variant on arbitrations (variant_id);

create table arbitration_settings (
  id boolean primary key default true check (id),
  costs jsonb not null default '{}',
  ask_hours integer not null check (ask_hours between 1 and 168),
  after_asking text not null check (after_asking in ('order', 'holder')),
  voucher_minor integer not null check (voucher_minor >= 0),
  updated_at timestamptz not null,
  updated_by text not null
);
comment on table arbitration_settings is 'At most one row; none means the defaults of src/modules/arbitration/settings.ts.';
