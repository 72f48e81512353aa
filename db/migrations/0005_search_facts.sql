-- Beside its words, what a search is counted and sorted by. Written anew, so that the rows lie close together: the words
-- are stored apart from them, and room is left for changes that touch no index.
-- In the order in which acts take them: what is written meanwhile waits, and is not left behind.
lock table tickets, ticket_search in access exclusive mode;
--> statement-breakpoint
create table search_entries (
  ticket_id uuid not null,
  department_id uuid not null,
  attendant_id uuid,
  number bigint not null,
  opened_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  status_since timestamp with time zone not null,
  queue_rank smallint not null,
  open boolean not null,
  unassigned boolean not null,
  status text not null,
  public tsvector not null,
  staff tsvector not null
) with (toast_tuple_target = 128, fillfactor = 85);
--> statement-breakpoint
alter table search_entries alter column public set storage external, alter column staff set storage external;
--> statement-breakpoint
insert into search_entries
select t.id, t.department_id, t.attendant_id, t.number, t.opened_at, t.updated_at, t.status_since, t.queue_rank, t.open,
  t.unassigned, t.status, s.public, s.staff
from ticket_search s join tickets t on t.id = s.ticket_id
order by t.id;
--> statement-breakpoint
drop table ticket_search;
--> statement-breakpoint
drop trigger tickets_shelf on tickets;
--> statement-breakpoint
drop function guiche_find_shelf(), guiche_change_shelf();
--> statement-breakpoint
alter table search_entries rename to ticket_search;
--> statement-breakpoint
alter table ticket_search
  add constraint ticket_search_pkey primary key (ticket_id),
  add constraint ticket_search_ticket_id_tickets_id_fk foreign key (ticket_id) references tickets (id) on delete cascade;
--> statement-breakpoint
create index ticket_search_public on ticket_search using gin (public) with (gin_pending_list_limit = 512);
--> statement-breakpoint
create index ticket_search_shelves on ticket_search
  using gin (guiche_shelve(guiche_shelf(department_id, number), staff)) with (gin_pending_list_limit = 512);
--> statement-breakpoint
analyze ticket_search;
--> statement-breakpoint
create function guiche_begin_entry() returns trigger language plpgsql as $$
begin
  select department_id, attendant_id, number, opened_at, updated_at, status_since, queue_rank, open, unassigned, status
  into new.department_id, new.attendant_id, new.number, new.opened_at, new.updated_at, new.status_since, new.queue_rank,
    new.open, new.unassigned, new.status
  from public.tickets where id = new.ticket_id;
  return new;
end;
$$;
--> statement-breakpoint
create trigger ticket_search_entry before insert on ticket_search
  for each row execute function guiche_begin_entry();
--> statement-breakpoint
create function guiche_keep_entry() returns trigger language plpgsql as $$
begin
  update public.ticket_search set department_id = new.department_id, attendant_id = new.attendant_id,
    number = new.number, opened_at = new.opened_at, updated_at = new.updated_at, status_since = new.status_since,
    queue_rank = new.queue_rank, open = new.open, unassigned = new.unassigned, status = new.status
  where ticket_id = new.id;
  return null;
end;
$$;
--> statement-breakpoint
create trigger tickets_entry after update on tickets for each row
  when ((old.department_id, old.attendant_id, old.number, old.opened_at, old.updated_at, old.status_since, old.queue_rank, old.open, old.unassigned, old.status)
    is distinct from (new.department_id, new.attendant_id, new.number, new.opened_at, new.updated_at, new.status_since, new.queue_rank, new.open, new.unassigned, new.status))
  execute function guiche_keep_entry();
--> statement-breakpoint
-- Puts into the indexes what waits beside them. Only the owner of an index may: whoever the portal runs as, this is theirs.
create function guiche_tidy_words() returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- False where somebody else is at it, who may have passed what waits now.
  if not pg_try_advisory_xact_lock(hashtextextended('guiche_tidy_words', 0)) then
    return false;
  end if;
  perform gin_clean_pending_list('public.ticket_search_shelves');
  perform gin_clean_pending_list('public.ticket_search_public');
  return true;
end;
$$;
