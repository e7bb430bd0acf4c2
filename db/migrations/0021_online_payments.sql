-- Cards and wallets are confirmed by the buyer at the provider; we learn of it by asking.

create table payment_accounts (
  provider text primary key,
  is_offered boolean not null,
  is_live boolean not null,
  public_key text not null,
  webhook_id text not null default '',
  descriptor text not null default '' check (length(descriptor) <= 22),
  updated_at timestamptz not null,
  updated_by text not null
);
comment on table payment_accounts is 'The shop''s account at a payment provider; its secret keys lie encrypted in secrets as payments.<provider>.';
comment on column payment_accounts.public_key is 'What the buyer''s browser may know: a publishable key, a client id.';
comment on column payment_accounts.webhook_id is 'PayPal only: the provider verifies a push for the webhook of this id.';
comment on column payment_accounts.descriptor is 'What stands on the buyer''s statement after the shop''s name.';

create table payment_notices (
  provider text not null,
  event_id text not null,
  kind text not null,
  payment_id uuid references payments,
  received_at timestamptz not null,
  repeats integer not null default 0,
  primary key (provider, event_id)
);
create index payment_notices_payment on payment_notices (payment_id);
comment on table payment_notices is 'What a provider pushed, each event once; it only says "look", the state is always read at the provider.';


alter table payment_refunds drop constraint payment_refunds_state_check, drop constraint payment_refunds_check;
alter table payment_refunds add column failure_code text, add column asked_by text not null default '';
alter table payment_refunds add constraint payment_refunds_state_check check (state in ('due', 'done', 'failed')),
  add constraint payment_refunds_check check ((state = 'done') = (done_at is not null));
comment on column payment_refunds.failure_code is 'Why the provider did not send it back; a person then pays it back otherwise.';

alter table checkouts add column token text unique,
  add column hold_until timestamptz,
  add column look_at timestamptz not null default '-infinity',
  add column ended_because text;
comment on column checkouts.token is 'Opens the payment page; whoever was given its address may pay and see what is bought, nothing more.';
comment on column checkouts.hold_until is 'Until then the copies are held for this payment; moved while the buyer is seen paying, never beyond half an hour from the start.';
comment on column checkouts.look_at is 'When the provider is asked next, should nobody have come back from there.';
comment on column checkouts.ended_because is 'declined, expired, hold-lost, left, unanswered: what the buyer is told.';
create index checkouts_look on checkouts (look_at) where state = 'open';
