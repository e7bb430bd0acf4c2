-- One row per physical piece, append-only movements, and at most one live claim per piece.

create table places (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('shelf', 'supplier', 'customer', 'lost', 'to-check')),
  position integer not null default 0
);
comment on table places is 'Shelf places hold what can be sold; the virtual places are where pieces come from and go to.';
insert into places (id, code, kind) values
  ('00000000-0000-7000-8000-000000000001', 'SUPPLIER', 'supplier'),
  ('00000000-0000-7000-8000-000000000002', 'CUSTOMER', 'customer'),
  ('00000000-0000-7000-8000-000000000003', 'LOST', 'lost'),
  ('00000000-0000-7000-8000-000000000004', 'TO-CHECK', 'to-check');

create table units (
  id uuid primary key,
  variant_id uuid not null references variants,
  code text not null unique,
  place_id uuid not null references places,
  cost_minor integer check (cost_minor >= 0),
  received_at timestamptz not null
);
comment on column units.place_id is 'Always the place of the unit''s last movement; verified by `etal verify`.';
comment on column units.code is 'Short code on the label, e.g. E-7K3Q.';
create index units_variant on units (variant_id, id);
create index units_place on units (place_id);

create table movements (
  id bigint generated always as identity primary key,
  unit_id uuid not null references units,
  from_place_id uuid not null references places,
  to_place_id uuid not null references places,
  reason text not null,
  reference text not null default '',
  moved_at timestamptz not null,
  moved_by text not null,
  check (from_place_id <> to_place_id)
);
create index movements_unit on movements (unit_id, id);
create index movements_from on movements (from_place_id);
create index movements_to on movements (to_place_id);

create table lot_units (
  variant_id uuid not null references variants,
  unit_id uuid not null references units,
  primary key (variant_id, unit_id)
);
comment on table lot_units is 'The copies a lot consists of. A lot owns no unit: claiming it claims these, so a lot and its singles can never both be sold.';
create index lot_units_unit on lot_units (unit_id);

create table claims (
  id bigint generated always as identity primary key,
  unit_id uuid not null references units,
  kind text not null check (kind in ('cart', 'checkout', 'order', 'quote', 'bag', 'hold')),
  holder text not null,
  taken_at timestamptz not null,
  expires_at timestamptz,
  changed_at timestamptz not null,
  changed_by text not null,
  ended_at timestamptz,
  end_reason text,
  check ((ended_at is null) = (end_reason is null)),
  check (kind <> 'order' or expires_at is null)
);
comment on table claims is 'Who holds a unit and why. holder is kind:id, e.g. cart:0198… or order:0198….';
create unique index claims_one_live_per_unit on claims (unit_id) where ended_at is null;
create index claims_holder on claims (holder) where ended_at is null;
create index claims_expiring on claims (expires_at) where ended_at is null and expires_at is not null;
create index claims_unit on claims (unit_id, id);

create table claim_events (
  id bigint generated always as identity primary key,
  claim_id bigint not null,
  unit_id uuid not null references units,
  kind text not null,
  holder text not null,
  what text not null check (what in ('taken', 'renewed', 'transferred', 'ended')),
  reason text,
  expires_at timestamptz,
  at timestamptz not null,
  actor text not null
);
comment on table claim_events is 'Every change of every claim, written by a trigger so that no path can forget it.';
create index claim_events_unit on claim_events (unit_id, id);

create function record_claim_event() returns trigger language plpgsql as $$
begin
  insert into claim_events (claim_id, unit_id, kind, holder, what, reason, expires_at, at, actor)
  values (new.id, new.unit_id, new.kind, new.holder,
    case when tg_op = 'INSERT' then 'taken'
         when new.ended_at is not null then 'ended'
         when new.holder <> old.holder or new.kind <> old.kind then 'transferred'
         else 'renewed' end,
    new.end_reason, new.expires_at, coalesce(new.ended_at, new.changed_at), new.changed_by);
  return null;
end $$;
create trigger claims_recorded after insert or update on claims for each row execute function record_claim_event();

-- Claims every unit for one holder and answers the units that could not be had; the caller aborts when there are any.
-- One round trip, scalar statements in a loop: measured faster than one statement over the whole array.
-- p_unit_ids must be sorted: every waiting lock is taken on units in that one order, which rules deadlocks out.
-- A claim of the same holder is renewed (and may change kind); an expired claim of somebody else is ended and replaced.
create function claim_units(p_unit_ids uuid[], p_kind text, p_holder text, p_expires_at timestamptz, p_now timestamptz, p_actor text)
returns uuid[] language plpgsql as $$
declare
  v_unit uuid;
  v_claim record;
  v_blocked uuid[] := '{}';
begin
  foreach v_unit in array p_unit_ids loop
    perform 1 from units where id = v_unit for no key update;
    -- A statement of its own after the lock, so that it sees a movement we had to wait for.
    perform 1 from units u join places p on p.id = u.place_id where u.id = v_unit and p.kind = 'shelf';
    if not found then
      v_blocked := v_blocked || v_unit;
      continue;
    end if;
    loop
      insert into claims (unit_id, kind, holder, taken_at, expires_at, changed_at, changed_by)
        values (v_unit, p_kind, p_holder, p_now, p_expires_at, p_now, p_actor)
        on conflict (unit_id) where ended_at is null do nothing;
      exit when found;
      select id, holder, expires_at into v_claim from claims where unit_id = v_unit and ended_at is null for update;
      continue when not found; -- ended between the two statements: try again
      if v_claim.holder = p_holder then
        update claims set kind = p_kind, expires_at = p_expires_at, changed_at = p_now, changed_by = p_actor where id = v_claim.id;
        exit;
      elsif v_claim.expires_at <= p_now then
        update claims set ended_at = p_now, end_reason = 'expired', changed_by = p_actor where id = v_claim.id;
      else
        v_blocked := v_blocked || v_unit;
        exit;
      end if;
    end loop;
  end loop;
  return v_blocked;
end $$;

-- Ends live claims of one holder; null units means all of them. Answers the units set free.
create function end_claims(p_holder text, p_unit_ids uuid[], p_reason text, p_now timestamptz, p_actor text)
returns uuid[] language plpgsql as $$
declare
  v_claim record;
  v_ended uuid[] := '{}';
begin
  for v_claim in
    select id, unit_id from claims
    where holder = p_holder and ended_at is null and (p_unit_ids is null or unit_id = any (p_unit_ids))
    order by unit_id for update
  loop
    update claims set ended_at = p_now, end_reason = p_reason, changed_by = p_actor where id = v_claim.id;
    v_ended := v_ended || v_claim.unit_id;
  end loop;
  return v_ended;
end $$;

-- Compare-and-swap on the holder: hands live claims over and answers the units that the first holder no longer had.
-- A claim past its time counts as long as nobody has taken it over. p_unit_ids must be sorted.
create function transfer_claims(
  p_unit_ids uuid[], p_from_holder text, p_kind text, p_holder text, p_expires_at timestamptz, p_now timestamptz, p_actor text)
returns uuid[] language plpgsql as $$
declare
  v_unit uuid;
  v_lost uuid[] := '{}';
begin
  foreach v_unit in array p_unit_ids loop
    perform 1 from units where id = v_unit for no key update; -- units before claims, here too
    update claims set kind = p_kind, holder = p_holder, expires_at = p_expires_at, changed_at = p_now, changed_by = p_actor
      where unit_id = v_unit and ended_at is null and holder = p_from_holder;
    if not found then
      v_lost := v_lost || v_unit;
    end if;
  end loop;
  return v_lost;
end $$;

-- The copies that stand for a quantity of a variant: all members of a lot, otherwise the oldest free ones; none when
-- there are fewer, so that whoever comes too late is told without waiting for a lock.
-- p_is_waiting false skips copies that another transaction is claiming right now.
create function pick_units(p_variant uuid, p_quantity integer, p_holder text, p_taken uuid[], p_now timestamptz, p_is_waiting boolean)
returns uuid[] language plpgsql as $$
declare
  v_units uuid[];
begin
  select array_agg(l.unit_id) into v_units from lot_units l where l.variant_id = p_variant;
  if v_units is not null then
    perform 1 from claims c where c.unit_id = any (v_units) and c.ended_at is null and c.holder <> p_holder
      and (c.expires_at is null or c.expires_at > p_now);
    return case when found or p_quantity <> 1 or v_units && p_taken then '{}' else v_units end;
  end if;
  if p_is_waiting then
    v_units := array(
      select u.id from units u join places p on p.id = u.place_id
      where u.variant_id = p_variant and p.kind = 'shelf' and u.id <> all (p_taken)
        and not exists (select 1 from claims c where c.unit_id = u.id and c.ended_at is null
          and (c.expires_at is null or c.expires_at > p_now or c.holder = p_holder))
      order by u.id limit p_quantity);
  else
    v_units := array(
      select u.id from units u join places p on p.id = u.place_id
      where u.variant_id = p_variant and p.kind = 'shelf' and u.id <> all (p_taken)
        and not exists (select 1 from claims c where c.unit_id = u.id and c.ended_at is null
          and (c.expires_at is null or c.expires_at > p_now or c.holder = p_holder))
      order by u.id limit p_quantity for no key update of u skip locked);
  end if;
  return case when cardinality(v_units) < p_quantity then '{}' else v_units end;
end $$;

-- Claims a quantity of each variant (each named once) and answers one row per copy; a variant that cannot be had in full
-- answers one row without a copy and keeps nothing. First all chosen copies are locked in unit order (waiting for whoever
-- was faster), then what was lost is replaced by other free copies without waiting: no cycle of waits can form.
create function claim_variants(
  p_variant_ids uuid[], p_quantities integer[], p_kind text, p_holder text, p_expires_at timestamptz, p_now timestamptz, p_actor text)
returns table (variant_id uuid, unit_id uuid) language plpgsql as $$
declare
  v_index integer;
  v_ends integer[] := '{}'; -- where each variant's copies end in v_picked
  v_picked uuid[] := '{}';
  v_blocked uuid[];
  v_units uuid[];
  v_more uuid[];
begin
  for v_index in 1 .. cardinality(p_variant_ids) loop
    v_picked := v_picked || pick_units(p_variant_ids[v_index], p_quantities[v_index], p_holder, v_picked, p_now, true);
    v_ends := v_ends || cardinality(v_picked);
  end loop;
  v_blocked := claim_units(array(select u from unnest(v_picked) as u order by u), p_kind, p_holder, p_expires_at, p_now, p_actor);
  for v_index in 1 .. cardinality(p_variant_ids) loop
    variant_id := p_variant_ids[v_index];
    v_units := v_picked[coalesce(v_ends[v_index - 1], 0) + 1 : v_ends[v_index]];
    if v_units && v_blocked then
      v_units := array(select u from unnest(v_units) as u where u <> all (v_blocked));
      while cardinality(v_units) < p_quantities[v_index] loop
        -- For a lot this answers nothing: it has no other copies.
        v_more := pick_units(variant_id, p_quantities[v_index] - cardinality(v_units), p_holder, v_picked, p_now, false);
        exit when cardinality(v_more) = 0;
        v_picked := v_picked || v_more;
        v_blocked := v_blocked || claim_units(v_more, p_kind, p_holder, p_expires_at, p_now, p_actor);
        v_units := array(select u from unnest(v_units || v_more) as u where u <> all (v_blocked));
      end loop;
      if cardinality(v_units) < p_quantities[v_index] or exists (select 1 from lot_units l where l.variant_id = p_variant_ids[v_index]) then
        perform end_claims(p_holder, v_units, 'incomplete', p_now, p_actor);
        v_units := '{}';
      end if;
    end if;
    unit_id := null;
    if cardinality(v_units) = 0 then
      return next;
    end if;
    foreach unit_id in array v_units loop
      return next;
    end loop;
  end loop;
end $$;

-- Every variant whose availability these units decide: their own, and the lots they are part of.
create function variants_of_units(p_unit_ids uuid[]) returns uuid[] language sql stable as $$
  select coalesce(array_agg(distinct variant_id), '{}') from (
    select variant_id from units where id = any (p_unit_ids)
    union all
    select variant_id from lot_units where unit_id = any (p_unit_ids)) as shown
$$;
