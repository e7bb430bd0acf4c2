-- What is wrong, shown: pictures a buyer sends with a complaint.

create table return_photos (
  id uuid primary key,
  return_id uuid not null references returns on delete cascade,
  position integer not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  added_at timestamptz not null
);
create index return_photos_return on return_photos (return_id);
comment on table return_photos is 'Pictures sent with a complaint. Each is the file returns/<id>.webp, for the team only, and goes when the person is erased.';
