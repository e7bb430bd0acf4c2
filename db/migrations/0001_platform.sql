-- What every module leans on: events to others, settings, secrets, mail, shared rate budgets.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

create table outbox (
  id bigint generated always as identity primary key,
  type text not null,
  payload jsonb not null,
  actor text not null,
  occurred_at timestamptz not null,
  dispatched_at timestamptz,
  attempts integer not null default 0,
  next_try_at timestamptz,
  last_error text
);
comment on table outbox is 'Facts written in the transaction that made them true; dispatched to other modules afterwards, at least once.';
comment on column outbox.next_try_at is 'Set when a subscriber failed: this event waits, later ones go on.';
create index outbox_waiting on outbox (id) where dispatched_at is null;

-- Wakes every process that listens; the row is the truth, the notification only saves waiting for the next poll.
create function notify_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('etal_outbox', '');
  return null;
end $$;
create trigger outbox_notifies after insert on outbox for each statement execute function notify_outbox();

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by text not null
);
comment on table settings is 'Shop settings edited in the office: name, addresses, hours, mail sender.';

create table secrets (
  name text primary key,
  ciphertext bytea not null,
  updated_at timestamptz not null default now(),
  updated_by text not null
);
comment on table secrets is 'Credentials of other people''s machines, encrypted with AES-256-GCM under ETAL_SECRET; the name is bound as additional data.';

create table mails (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  idempotency_key text unique,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'kept')),
  last_error text,
  attempts integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz
);
comment on table mails is 'Every mail, readable in the office; without SMTP the row is the mail and its state is kept.';
create index mails_by_time on mails (created_at desc);

create table rate_budgets (
  key text primary key,
  tokens double precision not null,
  refilled_at timestamptz not null
);
comment on table rate_budgets is 'Token buckets shared by all processes: vendors'' request budgets and sign-in limits.';

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null,
  primary key (scope, key)
);
comment on table idempotency_keys is 'Answers already given to API writes that carried an Idempotency-Key header.';
