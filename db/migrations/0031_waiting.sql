-- The waiting line: a copy that somebody holds can be waited for. When it comes free it goes, in the same transaction, to the next in line.

alter table claims drop constraint claims_kind_check;
alter table claims add constraint claims_kind_check check (kind in ('cart', 'checkout', 'order', 'quote', 'bag', 'hold', 'waiting'));

create table waiting_entries (
  id uuid primary key,
  position bigint generated always as identity,
  variant_id uuid not null references variants,
  cart_id uuid references carts on delete set null,
  email text not null,
  lang text not null,
  token text not null unique,
  state text not null check (state in ('waiting', 'offered', 'taken', 'lapsed', 'left', 'closed')),
  joined_at timestamptz not null,
  offer_ends_at timestamptz,
  told_state text,
  changed_at timestamptz not null,
  changed_by text not null,
  check (state <> 'offered' or offer_ends_at is not null)
);
comment on table waiting_entries is 'Who waits for which copy. offered: a live claim of kind waiting, holder waiting:<id>, keeps the copy for this person until offer_ends_at.';
comment on column waiting_entries.position is 'The order of the line: lower comes first.';
comment on column waiting_entries.cart_id is 'The cart cookie the visitor joined with: on that browser the place is shown without the mail.';
comment on column waiting_entries.token is 'Opens the place in the line from the mail; 128 random bits.';
comment on column waiting_entries.told_state is 'The last state this person was written about; differs from state while a mail is owed.';
create unique index waiting_entries_one_place on waiting_entries (variant_id, lower(email)) where state in ('waiting', 'offered');
create index waiting_entries_line on waiting_entries (variant_id, position) where state = 'waiting';
create index waiting_entries_variant on waiting_entries (variant_id);
create index waiting_entries_cart on waiting_entries (cart_id);
create index waiting_entries_untold on waiting_entries (position) where told_state is distinct from state;

create table waiting_events (
  id bigint generated always as identity primary key,
  entry_id uuid not null references waiting_entries,
  state text not null,
  at timestamptz not null,
  actor text not null
);
comment on table waiting_events is 'Every change of a place in a line, written by a trigger so that no path can forget it.';
create index waiting_events_entry on waiting_events (entry_id, id);

create function record_waiting_event() returns trigger language plpgsql as $$
begin
  insert into waiting_events (entry_id, state, at, actor) values (new.id, new.state, new.changed_at, new.changed_by);
  return null;
end $$;
create trigger waiting_entries_came after insert on waiting_entries for each row execute function record_waiting_event();
create trigger waiting_entries_changed after update on waiting_entries for each row
  when (old.state is distinct from new.state) execute function record_waiting_event();

-- Gives a copy on a shelf without a live claim to the first who waits for it: the claim and the news of it are one with whatever
-- set the copy free. Whoever calls holds the lock on the copy's last claim, so no order of locks is turned round.
create function offer_unit(p_unit uuid, p_now timestamptz, p_actor text) returns void language plpgsql as $$
declare
  v_variant uuid;
  v_entry uuid;
  v_ends_at timestamptz := p_now + interval '15 minutes';
begin
  select u.variant_id into v_variant from units u join places p on p.id = u.place_id where u.id = p_unit and p.kind = 'shelf';
  if not found then
    return;
  end if;
  -- A loop, not a limit: who left the line while we waited for the row drops out here and the next one comes.
  for v_entry in select id from waiting_entries where variant_id = v_variant and state = 'waiting' order by position for update loop
    insert into claims (unit_id, kind, holder, taken_at, expires_at, changed_at, changed_by)
      values (p_unit, 'waiting', 'waiting:' || v_entry, p_now, v_ends_at, p_now, p_actor)
      on conflict (unit_id) where ended_at is null do nothing;
    if found then
      update waiting_entries set state = 'offered', offer_ends_at = v_ends_at, changed_at = p_now, changed_by = p_actor where id = v_entry;
    end if;
    exit;
  end loop;
end $$;

-- Every way a claim can end passes here: released, expired, taken over, cancelled.
create function hand_on_claim() returns trigger language plpgsql as $$
begin
  if old.kind = 'waiting' then
    update waiting_entries set
      state = case when new.ended_at is null and new.kind = 'cart' then 'taken' when new.end_reason = 'left-line' then 'left' else 'lapsed' end,
      changed_at = coalesce(new.ended_at, new.changed_at), changed_by = new.changed_by
    where id = substr(old.holder, length('waiting:') + 1)::uuid and state = 'offered';
  end if;
  if new.ended_at is not null then
    perform offer_unit(new.unit_id, new.ended_at, new.changed_by);
  end if;
  return null;
end $$;
-- Named to run after claims_recorded: the end of the old claim is written down before the beginning of the next.
create trigger claims_waited_for after update on claims for each row
  when (old.ended_at is null and (new.ended_at is not null or new.holder is distinct from old.holder)) execute function hand_on_claim();

-- A copy that comes onto a shelf, new or back, is waited for too.
create function offer_shelved_unit() returns trigger language plpgsql as $$
declare
  v_move record;
begin
  perform 1 from waiting_entries where variant_id = new.variant_id and state = 'waiting';
  if not found then
    return null;
  end if;
  -- Claims before entries, as everywhere: whoever is ending the copy's claim right now hands it on himself.
  perform 1 from claims where unit_id = new.id and ended_at is null for share;
  if found then
    return null;
  end if;
  select moved_at, moved_by into v_move from movements where unit_id = new.id order by id desc limit 1;
  if found then
    perform offer_unit(new.id, v_move.moved_at, v_move.moved_by);
  end if;
  return null;
end $$;
create trigger units_waited_for after insert on units for each row execute function offer_shelved_unit();
create trigger units_moved_waited_for after update on units for each row
  when (old.place_id is distinct from new.place_id) execute function offer_shelved_unit();
