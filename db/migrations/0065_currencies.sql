-- Other currencies, shown beside the euro price and never charged: the European Central Bank's reference rates by their day.

create table rate_reads (
  id uuid primary key,
  read_at timestamptz not null,
  read_by text not null,
  outcome text not null check (outcome in ('kept', 'unchanged', 'refused', 'away')),
  rate_date date,
  reason text check ((reason is not null) = (outcome in ('refused', 'away')))
);
comment on table rate_reads is 'Every look at the bank''s file and what came of it, append-only.';
comment on column rate_reads.rate_date is 'The day the file says it is of; null when that could not be read.';
create index rate_reads_newest on rate_reads (read_at desc);

create table currency_rates (
  rate_date date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$' and currency <> 'EUR'),
  rate_micro bigint not null check (rate_micro > 0),
  read_id uuid not null references rate_reads (id),
  primary key (rate_date, currency)
);
comment on table currency_rates is 'What one euro was worth on a day, as published; a row never changes.';
comment on column currency_rates.rate_micro is 'Millionths of the currency for one euro, exactly as published: 1.0867 is 1086700.';
create index currency_rates_read on currency_rates (read_id);

create function refuse_rate_changes() returns trigger language plpgsql as $$
begin
  raise exception 'rates of a day are never changed';
end $$;
create trigger currency_rates_stay before update or delete on currency_rates for each row execute function refuse_rate_changes();

create table currency_choices (
  number int primary key,
  currencies text[] not null,
  chosen_at timestamptz not null,
  chosen_by text not null
);
comment on table currency_choices is 'Which currencies visitors may pick, by version; the highest number holds. None before the first.';
