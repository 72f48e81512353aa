-- Tickets whose words are looked up together: those of a department whose numbers share their 65,536s. A full-text index
-- reads the whole list of a frequent word; under a shelf that list is never long.
create function guiche_shelf(department uuid, number bigint) returns text
  language sql immutable strict parallel safe
  return rtrim(encode(uuid_send(department), 'base64'), '=') || '.' || (number >> 16) || '.';
--> statement-breakpoint
-- The words of a ticket as they stand on its shelf, and the shelf itself. What is searched is never as long as 300 letters.
create function guiche_shelve(shelf text, words tsvector) returns tsvector
  language sql immutable strict parallel safe
  return array_to_tsvector(array(select shelf || left(word, 300) from unnest(tsvector_to_array(words)) as word) || shelf);
--> statement-breakpoint
-- What is looked for, on a shelf. Words that must stand together are looked for apart: guiche_shelve keeps no places. What
-- must not be there is looked for among what stands on the shelf.
create function guiche_on_shelf(query tsquery, shelf text) returns tsquery
  language sql immutable strict parallel safe
  return case when numnode(query) > 0 then
    (case when query::text ~ '!' then quote_literal(shelf) || ' & ' else '' end || '(' || regexp_replace(
      regexp_replace(query::text, '''((?:[^'']|'''')*)''', '''' || shelf || '\1''', 'g'), '<(-|\d+)>', '&', 'g'
    ) || ')')::tsquery
  end;
--> statement-breakpoint
drop index ticket_search_staff;
--> statement-breakpoint
alter table ticket_search add column shelf text;
--> statement-breakpoint
update ticket_search set shelf = guiche_shelf(tickets.department_id, tickets.number)
from tickets where tickets.id = ticket_search.ticket_id;
--> statement-breakpoint
alter table ticket_search alter column shelf set not null;
--> statement-breakpoint
create function guiche_find_shelf() returns trigger language plpgsql as $$
begin
  select public.guiche_shelf(department_id, number) into new.shelf from public.tickets where id = new.ticket_id;
  return new;
end;
$$;
--> statement-breakpoint
create trigger ticket_search_shelf before insert on ticket_search
  for each row execute function guiche_find_shelf();
--> statement-breakpoint
create function guiche_change_shelf() returns trigger language plpgsql as $$
begin
  update public.ticket_search set shelf = public.guiche_shelf(new.department_id, new.number) where ticket_id = new.id;
  return null;
end;
$$;
--> statement-breakpoint
create trigger tickets_shelf after update of department_id, number on tickets
  for each row when (old.department_id <> new.department_id or old.number <> new.number)
  execute function guiche_change_shelf();
