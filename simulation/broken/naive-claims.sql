-- What a shop without the promise would do: look, then write. Two transactions that look at the same time both write.
drop index claims_one_live_per_unit;
create or replace function claim_units(p_unit_ids uuid[], p_kind text, p_holder text, p_expires_at timestamptz, p_now timestamptz, p_actor text)
returns uuid[] language plpgsql as $$
declare
  v_unit uuid;
  v_claim record;
  v_blocked uuid[] := '{}';
begin
  foreach v_unit in array p_unit_ids loop
    perform 1 from units u join places p on p.id = u.place_id where u.id = v_unit and p.kind = 'shelf';
    if not found then
      v_blocked := v_blocked || v_unit;
      continue;
    end if;
    select id, holder, expires_at into v_claim from claims where unit_id = v_unit and ended_at is null order by id limit 1;
    if found and v_claim.holder = p_holder then
      update claims set kind = p_kind, expires_at = p_expires_at, changed_at = p_now, changed_by = p_actor where id = v_claim.id;
      continue;
    end if;
    if found and (v_claim.expires_at is null or v_claim.expires_at > p_now) then
      v_blocked := v_blocked || v_unit;
      continue;
    end if;
    if found then
      update claims set ended_at = p_now, end_reason = 'expired', changed_by = p_actor where id = v_claim.id;
    end if;
    insert into claims (unit_id, kind, holder, taken_at, expires_at, changed_at, changed_by)
      values (v_unit, p_kind, p_holder, p_now, p_expires_at, p_now, p_actor);
  end loop;
  return v_blocked;
end $$;
