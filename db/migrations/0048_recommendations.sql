-- What goes with what, computed in the background and explained.

create table recommendations (
  product_id uuid not null references products on delete cascade,
  kind text not null check (kind in ('bought', 'viewed', 'fans', 'artist', 'label', 'era')),
  other_product_id uuid not null references products on delete cascade,
  score real not null check (score > 0),
  evidence jsonb not null default '{}',
  computed_at timestamptz not null,
  primary key (product_id, kind, other_product_id)
);
comment on table recommendations is 'Made anew by the job recommendations.compute; what is read from it is only shown while it can be bought.';
comment on column recommendations.kind is 'Why: bought by the same people, looked at together, bought by people who like the artist, same artist, same label in the same years, same genre and decade.';
comment on column recommendations.evidence is 'What the reason says: {"buyers": 12}, {"label": "Blue Note"}, {"genre": "Jazz", "decade": 1960} …';
create index recommendations_other on recommendations (other_product_id);
create index recommendations_computed on recommendations (computed_at);
