-- One upload of a picture per marketplace account, however many copies show it.

create table channel_pictures (
  account_id uuid not null references channel_accounts,
  picture_key text not null,
  address text not null,
  uploaded_at timestamptz not null,
  primary key (account_id, picture_key)
);
comment on table channel_pictures is 'Where the vendor keeps a picture we uploaded; used again for other copies while it is young enough for the vendor to have it.';
