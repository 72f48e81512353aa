-- How many tickets of each kind a department has. Every change adds rows with the difference, in its own transaction, so
-- that none waits for another; one in fifty adds up the rows that nobody else is adding up.
create function guiche_tally(department uuid, status text, unassigned boolean, difference bigint) returns void
  language plpgsql as $$
begin
  insert into public.ticket_tallies values (department, status, unassigned, difference);
  if random() < 0.02 then
    with old as (
      delete from public.ticket_tallies as t
      where t.ctid = any(array(
        select o.ctid from public.ticket_tallies as o where o.department_id = department for update skip locked
      ))
      returning t.status, t.unassigned, t.tickets
    )
    insert into public.ticket_tallies
    select department, o.status, o.unassigned, sum(o.tickets) from old as o group by 2, 3 having sum(o.tickets) <> 0;
  end if;
end;
$$;
--> statement-breakpoint
create function guiche_tally_added() returns trigger language plpgsql as $$
begin
  perform public.guiche_tally(a.department_id, a.status, a.unassigned, count(*))
  from added as a group by a.department_id, a.status, a.unassigned;
  return null;
end;
$$;
--> statement-breakpoint
create function guiche_tally_changed() returns trigger language plpgsql as $$
begin
  perform public.guiche_tally(old.department_id, old.status, old.unassigned, -1);
  if tg_op = 'UPDATE' then
    perform public.guiche_tally(new.department_id, new.status, new.unassigned, 1);
  end if;
  return null;
end;
$$;
--> statement-breakpoint
-- By statement, so that a COPY of many is counted once.
create trigger tickets_tally_added after insert on tickets referencing new table as added
  for each statement execute function guiche_tally_added();
--> statement-breakpoint
create trigger tickets_tally_changed after update on tickets
  for each row when ((old.department_id, old.status, old.unassigned) is distinct from (new.department_id, new.status, new.unassigned))
  execute function guiche_tally_changed();
--> statement-breakpoint
create trigger tickets_tally_deleted after delete on tickets
  for each row execute function guiche_tally_changed();
--> statement-breakpoint
create function guiche_tally_emptied() returns trigger language plpgsql as $$
begin
  delete from public.ticket_tallies;
  return null;
end;
$$;
--> statement-breakpoint
create trigger tickets_tally_emptied after truncate on tickets
  for each statement execute function guiche_tally_emptied();
--> statement-breakpoint
insert into ticket_tallies
select department_id, status, unassigned, count(*) from tickets group by 1, 2, 3;
