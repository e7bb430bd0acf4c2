-- What the shop writes: pages that stay and posts that date, each in the languages it was written in.

create table articles (
  id uuid primary key,
  kind text not null check (kind in ('page', 'post')),
  state text not null check (state in ('draft', 'published')),
  publish_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  check ((state = 'published') = (publish_at is not null))
);
comment on column articles.publish_at is 'Readers see a published article from this moment on; in the future it is scheduled.';
comment on column articles.version is 'Counts the saves: who saves an older one is refused, so that nobody overwrites what he has not read.';
create index articles_published on articles (kind, publish_at desc) where state = 'published';

create table article_texts (
  article_id uuid not null references articles,
  lang text not null,
  slug text not null,
  title text not null,
  summary text not null,
  body text not null,
  primary key (article_id, lang)
);
comment on column article_texts.body is 'Markdown; raw HTML in it is shown as text.';

create table article_slugs (
  lang text not null,
  slug text not null,
  article_id uuid not null references articles,
  primary key (lang, slug)
);
comment on table article_slugs is 'Every address an article ever had, so that old links lead to the new one.';
create index article_slugs_article on article_slugs (article_id);

create table article_events (
  id bigint generated always as identity primary key,
  article_id uuid not null references articles,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  by text not null
);
create index article_events_article on article_events (article_id, id);

create table content_media (
  file_key text primary key,
  name text not null,
  width integer not null,
  height integer not null,
  bytes_count integer not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null
);
