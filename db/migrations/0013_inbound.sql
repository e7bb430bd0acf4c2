-- One door for what marketplaces push, what they are told about their orders, and incidents of any module.

alter table incidents drop constraint incidents_kind_check;
alter table incidents add constraint incidents_kind_check check (kind ~ '^[a-z]+(-[a-z]+)*$');
alter table incidents add column decision jsonb, add column decided_at timestamptz;
comment on column incidents.kind is 'Any module may have its own; `inbound:incidents.<kind>` is what a person reads.';
comment on column incidents.decision is 'What was decided by itself and why, as data: `what` is the key of the sentence, the rest its values.';

create table inbound_events (
  id uuid primary key,
  account_id uuid not null references channel_accounts,
  event_id text not null,
  topic text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  content jsonb not null,
  repeats int not null default 0,
  attempts int not null default 0,
  next_try_at timestamptz not null,
  outcome text not null default 'waiting' check (outcome in ('waiting', 'handled')),
  handled_at timestamptz,
  last_error text,
  constraint inbound_events_once unique (account_id, event_id)
);
comment on table inbound_events is 'What a vendor pushed and signed, once per event id, kept 30 days so that a repeat is known.';
comment on column inbound_events.content is 'Orders, whether a poll is due, and listings to read back, in our words.';
comment on column inbound_events.repeats is 'How often the vendor sent it again.';
create index inbound_events_waiting on inbound_events (account_id, next_try_at) where outcome = 'waiting';
create index inbound_events_received on inbound_events (received_at);

create table inbound_doors (
  account_id uuid primary key references channel_accounts,
  address text,
  subscribed_at timestamptz,
  attempts int not null default 0,
  next_try_at timestamptz,
  last_error text,
  accepted int not null default 0,
  refused int not null default 0,
  last_push_at timestamptz,
  last_refused_at timestamptz,
  last_refusal jsonb
);
comment on table inbound_doors is 'Per account: the address the vendor was told to push to, and what came in there.';
comment on column inbound_doors.address is 'As the vendor knows it; a changed public address means subscribing again.';

create table order_commands (
  id uuid primary key,
  order_id uuid not null references orders,
  account_id uuid not null references channel_accounts,
  external_id text not null,
  kind text not null check (kind in ('decide', 'cancel', 'ship')),
  line_key text not null,
  command jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'rejected')),
  requested_at timestamptz not null,
  requested_by text not null,
  attempts int not null default 0,
  next_try_at timestamptz not null,
  answered_at timestamptz,
  reasons jsonb,
  last_error text,
  constraint order_commands_once unique (order_id, kind, line_key)
);
comment on table order_commands is 'What the vendor of an order is to be told: accept, cancel, shipped. Sent until it answers; repeating is harmless there.';
comment on column order_commands.line_key is 'The cancelled lines, sorted; empty for what an order has only once.';
comment on column order_commands.reasons is 'Why the vendor said no.';
create index order_commands_waiting on order_commands (account_id, next_try_at) where state = 'waiting';
create index order_commands_account on order_commands (account_id);

alter table channel_accounts add column pushed_at timestamptz;
comment on column channel_accounts.pushed_at is 'The last push that was believed; null after one that never came. While it is young, polls are only a net and slower.';
