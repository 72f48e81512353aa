create extension if not exists unaccent with schema public;
--> statement-breakpoint
create extension if not exists pg_trgm with schema public;
--> statement-breakpoint
create extension if not exists btree_gin with schema public;
--> statement-breakpoint
-- unaccent() is only stable, because its dictionary could change; naming the dictionary makes it safe to index.
create function guiche_unaccent(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, value));
--> statement-breakpoint
-- Text in small letters, without accents, its plurals brought back to the singular, so that certidão, certidões,
-- certidao and certidoes are one word. Words in -ão get their tilde and cedilla back: the Portuguese stemmer knows
-- "ação" (solicitação, solicitar, solicitado: solicit) and would cut "acao" in the wrong place.
create function guiche_normalize(value text) returns text
  language sql immutable strict parallel safe
begin atomic
  with plain as (
    select guiche_unaccent(value) as word
  ), short as (
    select regexp_replace(word, '\m(mae|lei|rei)s\M', '\1', 'g') as word from plain
  ), nasal as (
    select regexp_replace(word, '\m(?!caos\M)([a-z]+)(ao|aos|oes|aes)\M', '\1ão', 'g') as word from short
  ), cedilla as (
    select regexp_replace(word, '([a-z])cão\M', '\1ção', 'g') as word from nasal
  ), il as (
    select regexp_replace(word, '\m(perf|civ|infant|fuz|barr)is\M|\m(ut|inut|fac|dific|frag|ag|hab)eis\M', '\1\2il', 'g') as word
    from cedilla
  ), el as (
    select regexp_replace(word, '\m(?!seis\M)([a-z]+)eis\M', '\1el', 'g') as word from il
  ), al as (
    select regexp_replace(word, '\m(?!mais\M|pais\M|demais\M|jamais\M)([a-z]+)ais\M', '\1al', 'g') as word from el
  )
  select regexp_replace(word, '([aeiou])ns\M', '\1m', 'g') from al;
end;
--> statement-breakpoint
-- Normalised text without the words that say nothing. The dictionary's stop list is written with accents, and
-- misses these once their accents are gone.
create function guiche_search_words(value text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(
    guiche_normalize(value), '\m(ja|so|ate|voces?|tambem|ha|sera|tera|seriamos|teriamos|eramos|tinhamos)\M', ' ', 'g'
  ));
--> statement-breakpoint
-- What a text is found by.
create function guiche_tsvector(value text) returns tsvector
  language sql immutable strict parallel safe
  return to_tsvector('pg_catalog.portuguese'::regconfig, guiche_search_words(value));
--> statement-breakpoint
-- A word that may still be unfinished. An unfinished plural (certido, solicitacoe) also looks under what is left
-- without its ending; a stop word gives null.
create function guiche_prefix(word text) returns tsquery
  language sql immutable strict parallel safe
begin atomic
  with stem as (
    select case when word ~ '^[a-zãç]+$' then (ts_lexize('pg_catalog.portuguese_stem', word))[1] else word end as whole,
      substring(word from '^([a-z]{4,}?)(?:ac(?:a|o|oe)?|a|o|oe)$') as beginning
  )
  select case
    when beginning is null or beginning = whole then (whole || ':*')::tsquery
    else (whole || ':* | ' || beginning || ':*')::tsquery
  end from stem;
end;
--> statement-breakpoint
-- What a person typed in a search box: all words, "these words together", -not this one, this or that.
-- The last word counts as unfinished when it has three letters or more.
create function guiche_tsquery(value text) returns tsquery
  language plpgsql immutable strict parallel safe
as $$
declare
  words text := public.guiche_search_words(value);
  quotes_closed boolean := (length(words) - length(replace(words, '"', ''))) % 2 = 0;
  parts text[] := regexp_match(words, '^(.*\s)?([a-z0-9ãç]{3,60})$');
  head tsquery;
  tail tsquery := public.guiche_prefix(parts[2]);
begin
  if tail is null or not quotes_closed then
    return websearch_to_tsquery('pg_catalog.portuguese'::regconfig, words);
  end if;
  head := websearch_to_tsquery(
    'pg_catalog.portuguese'::regconfig, coalesce(regexp_replace(parts[1], '\mor\s+$', ''), '')
  );
  return case
    when numnode(head) = 0 then tail
    when parts[1] ~ '\mor\s+$' then head || tail
    else head && tail
  end;
end;
$$;
