-- What a lane remembers so that it can stop for a while, go on with what may go on, and say why.

alter table channel_accounts
  add breaker text not null default 'closed' check (breaker in ('closed', 'open', 'refused')),
  add breaker_since timestamptz;
comment on column channel_accounts.breaker is 'open after several outages in a row: once blocked_until is over, one call probes the vendor. refused: the credentials, until a person connects the account again.';
comment on column channel_accounts.breaker_since is 'When it left closed.';

alter table listings
  add prove_at timestamptz,
  add waits_for text,
  add last_exchange jsonb;
comment on column listings.prove_at is 'Not read back before: the vendor was still working on it, or its operation was spent.';
comment on column listings.waits_for is 'The vendor''s operation (Mirakl: STO01 …) whose turn has not come; next_try_at is when it does.';
comment on column listings.last_exchange is 'The last request about this listing and its answer: method, path, status, duration, the vendor''s words. Bounded, without secrets.';
