-- What buyers say after they have received a real order: about the shop, and copy by copy whether the grade was true.

create table review_invitations (
  order_id uuid primary key references orders,
  token text not null unique,
  sent_to text not null,
  invited_at timestamptz not null
);
comment on table review_invitations is 'At most one per order: nobody is asked twice.';
comment on column review_invitations.token is 'The key in the mail''s link; 128 random bits. Whoever has it writes the review of this order, without an account.';

create table reviews (
  id uuid primary key,
  order_id uuid not null unique references review_invitations,
  author text not null,
  lang text not null,
  shop_stars smallint not null check (shop_stars between 1 and 5),
  body text not null,
  experienced_on date not null,
  submitted_at timestamptz not null,
  state text not null check (state in ('waiting', 'published', 'rejected')),
  rejection_reason text,
  decided_at timestamptz,
  answer text,
  answered_at timestamptz,
  check ((state = 'rejected') = (rejection_reason is not null)),
  check ((state = 'waiting') = (decided_at is null)),
  check ((answer is null) = (answered_at is null))
);
comment on column reviews.author is 'As shown: first name and initial.';
comment on column reviews.experienced_on is 'The day the order left; article D111-17 asks for the date of the experience beside that of publication.';
comment on column reviews.rejection_reason is 'A key of the published rules (reviews.ts); the author is told it.';
create index reviews_newest on reviews (submitted_at desc, id);
create index reviews_shown on reviews (decided_at desc, id) where state = 'published';

create table review_copies (
  review_id uuid not null references reviews,
  order_line_id uuid not null references order_lines,
  variant_id uuid references variants,
  media_grade text,
  graded_by text,
  verdict text not null check (verdict in ('better', 'as-described', 'worse')),
  primary key (review_id, order_line_id)
);
comment on table review_copies is 'Was the copy as described? Grade and grader are written down as they were sold: a later correction must not change what was judged.';
create index review_copies_line on review_copies (order_line_id);
create index review_copies_variant on review_copies (variant_id);

create table review_events (
  id bigint generated always as identity primary key,
  review_id uuid not null references reviews,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  by text not null
);
create index review_events_review on review_events (review_id, id);
