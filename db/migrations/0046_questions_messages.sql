-- What visitors ask about a record, in public, and what they write to the shop, in private.

create table questions (
  id uuid primary key,
  product_id uuid not null references products,
  variant_id uuid references variants,
  lang text not null,
  author text not null,
  email text,
  body text not null,
  asked_at timestamptz not null,
  state text not null check (state in ('open', 'published', 'private', 'rejected')),
  answer text,
  answered_at timestamptz,
  answered_by text,
  check ((answer is null) = (answered_at is null)),
  check (state not in ('published', 'private') or answer is not null)
);
comment on column questions.state is 'open: waits for an answer; published: question and answer stand on the product''s page; private: answered by mail only; rejected: never shown.';
comment on column questions.email is 'Only for the answer; forgotten 90 days after the question (questions/jobs.ts).';
create index questions_product on questions (product_id, asked_at desc) where state = 'published';
create index questions_of_product on questions (product_id);
create index questions_variant on questions (variant_id);
create index questions_newest on questions (id desc);

create table question_events (
  id bigint generated always as identity primary key,
  question_id uuid not null references questions,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  by text not null
);
create index question_events_question on question_events (question_id, id);

create table message_threads (
  id uuid primary key,
  token text not null unique,
  subject text not null,
  name text not null,
  email text not null,
  lang text not null,
  order_id uuid references orders,
  variant_id uuid references variants,
  state text not null check (state in ('waiting', 'answered', 'closed')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on column message_threads.token is 'The key in mails: whoever has it reads the conversation and writes to it; 128 random bits.';
comment on column message_threads.state is 'waiting: for the shop; answered: for the visitor; closed.';
create index message_threads_newest on message_threads (updated_at desc, id);
create index message_threads_order on message_threads (order_id);
create index message_threads_variant on message_threads (variant_id);

create table messages (
  id uuid primary key,
  thread_id uuid not null references message_threads,
  side text not null check (side in ('visitor', 'shop')),
  author text not null,
  body text not null,
  written_at timestamptz not null
);
create index messages_thread on messages (thread_id, id);

create table message_events (
  id bigint generated always as identity primary key,
  thread_id uuid not null references message_threads,
  what text not null,
  at timestamptz not null,
  by text not null
);
create index message_events_thread on message_events (thread_id, id);

create table answering_hours (
  weekday smallint not null check (weekday between 1 and 7),
  opens text not null check (opens ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  closes text not null check (closes ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  primary key (weekday, opens),
  check (closes > opens)
);
comment on table answering_hours is 'When somebody answers, in Paris time; Monday is 1. Without rows the shop says its opening hours in its own words.';
